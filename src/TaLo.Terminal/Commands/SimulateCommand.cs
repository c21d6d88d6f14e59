using System.CommandLine;
using System.Globalization;
using TaLo.Selection;
using TaLo.Selection.Protocols;
using TaLo.Selection.Race;
using TaLo.Simulation;
using TaLo.Storage;
using TaLo.UseCases;

namespace TaLo.Terminal.Commands;

/// <summary><c>talo simulate</c>: what protocols and races do on tasks whose truth is known, or on a stored sweep; makes the tables of docs/selection.md.</summary>
internal static class SimulateCommand
{
    private static readonly Scenario[] Protocols = [Scenario.FlatNull, Scenario.SurerNull, Scenario.HarmfulNull, Scenario.SharedNull, Scenario.Mixture];

    private const int TasksOfGroup = 6;

    private const int LayersOfSet = 3;

    private static readonly Scenario[] Sets = [.. Protocols.Except([Scenario.Mixture]), Scenario.OneHelps, Scenario.PairHelps];

    private static readonly Scenario[] Races = [.. Protocols, Scenario.Helped];

    /// <summary>Creates the verb.</summary>
    public static Command Create()
    {
        var tasks = new Option<int>("--tasks") { Description = "Simulated tasks of each kind and size; with --replay, redraws of each task.", DefaultValueFactory = _ => 300, HelpName = "N" }.Within(1, 1_000_000);
        var seed = new Option<long>("--seed") { Description = "Where chance comes from.", HelpName = "S" };
        var sizes = new Option<string>("--samples") { Description = "Samples of a task, several separated by commas.", DefaultValueFactory = _ => "10,20,50,100,200", HelpName = "LIST" }.CheckedBy(list => Sizes(list));
        var search = new Option<string>("--search") { Description = "full (the protocols, each on a full sweep), race (races, each beside the full sweep of the same probe set), pooled (groups of tasks that decide together) or sets (layers added to layers).", DefaultValueFactory = _ => "full", HelpName = "NAME" }.OneOf("full", "race", "pooled", "sets");
        var replay = new Option<string?>("--replay") { Description = "Race on this stored full sweep instead of simulated tasks.", HelpName = "SWEEP" };
        var store = StoreOption.Create();
        var command = new Command("simulate", "Try protocols and races on simulated tasks whose truth is known (a Markdown table).") { tasks, seed, sizes, search, replay, store };
        command.Validators.Add(result =>
        {
            if (result.GetValue(replay) is not null && result.GetValue(search) != "race")
                result.AddError("--replay is for --search race; talo adapt --replay decides from a stored sweep.");
        });
        command.SetAction((parsed, stop) =>
        {
            var (count, from) = (parsed.GetValue(tasks), parsed.GetValue(seed));
            Messages.Print((parsed.GetValue(search), parsed.GetValue(replay)) switch
            {
                ("race", null) => RaceTable.Markdown(
                    Each(Races, Sizes(parsed.GetValue(sizes)!), stop).Select(e => Study(0).Simulate(e.Scenario, e.Samples, count, from))),
                ("pooled", null) => PooledStudy.Markdown(Groups(Sizes(parsed.GetValue(sizes)!), count, from, stop)),
                ("sets", null) => SetStudy.Markdown(
                    Each(Sets, Sizes(parsed.GetValue(sizes)!), stop).SelectMany(e => SetStudy.Run(e.Scenario, e.Samples, count, LayersOfSet, from))),
                (_, { } id) => RaceTable.Markdown(Replay(parsed.GetValue(store)!, id, count, from, stop)),
                _ => SimulationTable.Markdown(
                    Each(Protocols, Sizes(parsed.GetValue(sizes)!), stop).SelectMany(e => Simulate(e.Scenario, e.Samples, count, from))),
            });
            return Task.FromResult(ExitCodes.Success);
        });
        return command;
    }

    private static IEnumerable<SimulationRow> Simulate(Scenario scenario, int samples, int tasks, long seed) =>
    [
        .. SimulationStudy.Default.Run(scenario, samples, tasks, seed),
        .. scenario == Scenario.SharedNull ? SimulationStudy.IgnoringClusters.Run(scenario, samples, tasks, seed) : [],
    ];

    private static IEnumerable<PooledRow> Groups(int[] sizes, int tasks, long seed, CancellationToken stop)
    {
        foreach (var scenario in Enum.GetValues<GroupScenario>())
        {
            foreach (var samples in sizes)
            {
                stop.ThrowIfCancellationRequested();
                Messages.Note($"{scenario}, {samples} samples");
                foreach (var row in PooledStudy.Run(scenario, samples, TasksOfGroup, Math.Max(1, tasks / TasksOfGroup), seed))
                    yield return row;
            }
        }
    }

    private static RaceStudy Study(long seed) => new(new RobustProtocol(Seed: seed), new RaceOptions());

    private static IEnumerable<(Scenario Scenario, int Samples)> Each(Scenario[] scenarios, int[] sizes, CancellationToken stop)
    {
        foreach (var scenario in scenarios)
        {
            foreach (var samples in sizes)
            {
                stop.ThrowIfCancellationRequested();
                Messages.Note($"{scenario}, {samples} samples");
                yield return (scenario, samples);
            }
        }
    }

    private static IEnumerable<RaceStudyRow> Replay(string folder, string id, int redraws, long seed, CancellationToken stop)
    {
        using var store = ResultStore.OpenReadOnly(folder, Messages.Note);
        foreach (var table in Adaptation.Tables(ClusterLinks.Passes(store, StoredSweeps.Find(store, id), Messages.Note), TaskUnit.Category))
        {
            stop.ThrowIfCancellationRequested();
            if (table.Gap is { } gap)
                Messages.Note($"{table.Task}: left out: {gap}");
            else if (table.Samples.Count < 2)
                Messages.Note($"{table.Task}: left out: too few samples");
            else
                yield return Study(seed).Replay(table, redraws);
        }
    }

    private static int[] Sizes(string list) => [.. list.Split(',').Select(text =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size >= 2
            ? size : throw new SelectionException($"--samples {list}: write whole numbers from 2, separated by commas"))];
}
