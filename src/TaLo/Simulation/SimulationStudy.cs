using TaLo.Selection;
using TaLo.Selection.Protocols;
using TaLo.Statistics;

namespace TaLo.Simulation;

/// <summary>Lets protocols decide the same simulated tasks.</summary>
/// <param name="protocols">The protocols and the names they go by in the rows.</param>
/// <param name="ignoresClusters">Whether samples that belong together are taken for independent ones.</param>
public sealed class SimulationStudy(IReadOnlyList<(string Name, IProtocol Protocol)> protocols, bool ignoresClusters = false)
{
    /// <summary>The protocols that the documentation compares; <c>same pool</c> draws from as small a pool as <c>paper</c>.</summary>
    public static SimulationStudy Default { get; } = new(
    [
        ("paper", new PaperProtocol()),
        ("robust, same pool", new RobustProtocol(PoolDivisor: 3, PoolLimit: 40)),
        ("robust", new RobustProtocol()),
    ]);

    /// <summary>What <see cref="Scenario.SharedNull"/> would do to a protocol that knows nothing of clusters.</summary>
    public static SimulationStudy IgnoringClusters { get; } = new([("robust, clusters ignored", new RobustProtocol())], ignoresClusters: true);

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
            var table = ignoresClusters ? simulated.Table.WithoutClusters() : simulated.Table;
            for (var p = 0; p < protocols.Count; p++)
            {
                var choice = protocols[p].Protocol.WithSeed(seed + task).Choose(table);
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

/// <summary>What a protocol did over many simulated tasks of one kind.</summary>
/// <param name="Scenario">What is true of the tasks.</param>
/// <param name="Samples">Samples of each task.</param>
/// <param name="Protocol">The protocol as it is named in the study.</param>
/// <param name="Tasks">How many tasks.</param>
/// <param name="Named">Share of tasks with a layer named, 0…1.</param>
/// <param name="HeldOutGain">Mean over all tasks of Δ on the evaluation set; 0 where no layer was named.</param>
/// <param name="TrueGain">Mean over all tasks of the named layer's true Δ.</param>
/// <param name="Harmed">Share of tasks whose named layer truly lowers the accuracy.</param>
/// <param name="Helped">Share of tasks whose named layer truly raises it.</param>
public sealed record SimulationRow(
    Scenario Scenario,
    int Samples,
    string Protocol,
    int Tasks,
    double Named,
    double HeldOutGain,
    double TrueGain,
    double Harmed,
    double Helped);
