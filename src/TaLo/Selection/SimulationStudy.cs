using TaLo.Statistics;

namespace TaLo.Selection;

/// <summary>Lets protocols decide the same simulated tasks.</summary>
/// <param name="protocols">The protocols and the names they go by in the rows.</param>
public sealed class SimulationStudy(IReadOnlyList<(string Name, IProtocol Protocol)> protocols)
{
    /// <summary>The protocols that the documentation compares; <c>same pool</c> draws from as small a pool as <c>paper</c>.</summary>
    public static SimulationStudy Default { get; } = new(
    [
        ("paper", new PaperProtocol()),
        ("robust, same pool", new RobustProtocol(PoolDivisor: 3, PoolLimit: 40)),
        ("robust", new RobustProtocol()),
    ]);

    /// <summary>One row for each protocol. Equal input, equal rows.</summary>
    /// <param name="scenario">What is true of the tasks.</param>
    /// <param name="samples">Samples of each task.</param>
    /// <param name="tasks">How many tasks.</param>
    /// <param name="seed">Where chance comes from.</param>
    public IReadOnlyList<SimulationRow> Run(Scenario scenario, int samples, int tasks, long seed = 0)
    {
        var sums = new (int Named, double HeldOut, double True, int Harmed, int Helped)[protocols.Count];
        var random = SeededRandom.For(seed, $"{scenario}\t{samples}");
        var simulator = new TaskSimulator();
        for (var task = 0; task < tasks; task++)
        {
            var simulated = simulator.Make(scenario, samples, random);
            for (var p = 0; p < protocols.Count; p++)
            {
                var choice = protocols[p].Protocol.WithSeed(seed + task).Choose(simulated.Table);
                if (choice.Column == 0)
                    continue;
                var effect = simulated.Effects[choice.Column];
                sums[p].Named++;
                sums[p].HeldOut += simulated.Table.Compare(choice.Column, choice.Split!.Evaluation).Difference;
                sums[p].True += effect;
                sums[p].Harmed += effect < 0 ? 1 : 0;
                sums[p].Helped += effect > 0 ? 1 : 0;
            }
        }

        double n = tasks;
        return [.. sums.Select((s, p) => new SimulationRow(
            scenario, samples, protocols[p].Name, tasks,
            s.Named / n, s.HeldOut / n, s.True / n, s.Harmed / n, s.Helped / n))];
    }
}
