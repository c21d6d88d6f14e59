using System.CommandLine;
using System.Globalization;
using TaLo.Selection;

namespace TaLo.Terminal.Commands;

/// <summary><c>talo simulate</c>: what the protocols do on simulated tasks whose truth is known; makes the table of docs/selection.md.</summary>
internal static class SimulateCommand
{
    private static readonly Scenario[] Scenarios = [Scenario.FlatNull, Scenario.SurerNull, Scenario.HarmfulNull, Scenario.Mixture];

    /// <summary>Creates the verb.</summary>
    public static Command Create()
    {
        var tasks = new Option<int>("--tasks") { Description = "Simulated tasks of each kind and size.", DefaultValueFactory = _ => 300, HelpName = "N" };
        var seed = new Option<long>("--seed") { Description = "Where chance comes from.", HelpName = "S" };
        var sizes = new Option<string>("--samples") { Description = "Samples of a task, several separated by commas.", DefaultValueFactory = _ => "10,20,50,100,200", HelpName = "LIST" };
        var command = new Command("simulate", "Try the protocols on simulated tasks whose truth is known (a Markdown table).") { tasks, seed, sizes };
        command.SetAction((parsed, stop) => Task.FromResult(Run(
            parsed.GetValue(tasks), parsed.GetValue(seed),
            [.. parsed.GetValue(sizes)!.Split(',').Select(s => int.Parse(s, CultureInfo.InvariantCulture))], stop)));
        return command;
    }

    private static int Run(int tasks, long seed, int[] sizes, CancellationToken stop)
    {
        var rows = new List<SimulationRow>();
        foreach (var scenario in Scenarios)
        {
            foreach (var samples in sizes)
            {
                stop.ThrowIfCancellationRequested();
                Messages.Note($"{scenario}, {samples} samples");
                rows.AddRange(SimulationStudy.Default.Run(scenario, samples, tasks, seed));
            }
        }
        Messages.Print(SimulationTable.Markdown(rows));
        return TaloProgram.Success;
    }
}
