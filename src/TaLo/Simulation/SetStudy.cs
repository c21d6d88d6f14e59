using System.Globalization;
using System.Text;
using TaLo.Models;
using TaLo.Selection;
using TaLo.Selection.Protocols;
using TaLo.Selection.Sets;
using TaLo.Statistics;

namespace TaLo.Simulation;

/// <summary>Lets greedy searches look for sets of layers on tasks whose truth is known.</summary>
public static class SetStudy
{
    // With a level of 1 a step holds where it fixes more than it breaks: what the test on the evaluation set is worth.
    private static readonly (string Name, IProtocol Protocol, double Level)[] Ways =
    [
        ("robust", new RobustProtocol(), MultipleTesting.DefaultLevel),
        ("robust, any held-out gain", new RobustProtocol(), 1),
        ("paper", new PaperProtocol(), MultipleTesting.DefaultLevel),
        ("paper, any held-out gain", new PaperProtocol(), 1),
    ];

    /// <summary>One row for each way. Equal input, equal rows.</summary>
    /// <param name="scenario">What is true of the tasks.</param>
    /// <param name="samples">Samples of each task.</param>
    /// <param name="tasks">How many tasks.</param>
    /// <param name="maxLayers">The most layers of a set.</param>
    /// <param name="seed">Where chance comes from.</param>
    public static IReadOnlyList<SetRow> Run(Scenario scenario, int samples, int tasks, int maxLayers, long seed = 0)
    {
        var found = Ways.Select(_ => new List<Found>()).ToArray();
        var random = SeededRandom.For(seed, $"sets\t{scenario}\t{samples}");
        var simulator = new TaskSimulator();
        for (var task = 0; task < tasks; task++)
        {
            var simulated = simulator.Make(scenario, samples, random);
            for (var way = 0; way < Ways.Length; way++)
                found[way].Add(Search(simulated, Ways[way].Protocol.WithSeed(seed + task), Ways[way].Level, maxLayers));
        }

        return [.. found.Select((f, way) => new SetRow(
            scenario, samples, Ways[way].Name, tasks, Share(f, x => x.Layers > 0), Share(f, x => x.IsConfirmed), Share(f, x => x.Layers > 1),
            Share(f, x => x.FalseFirst || x.FalseFurther), Share(f, x => x.FalseFurther),
            Share(f, x => x.Helping > 1), f.Average(x => x.FirstGain), f.Average(x => x.Gain)))];
    }

    /// <summary>A Markdown table: one line for each row, shares in per cent, gains in points.</summary>
    public static string Markdown(IEnumerable<SetRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var text = new StringBuilder()
            .Append("| tasks | samples | protocol | a first layer | it holds | a second is kept | any false layer | a false second or later | both found | gain, first layer | gain, set |\n")
            .Append("|---|--:|---|--:|--:|--:|--:|--:|--:|--:|--:|\n");
        foreach (var row in rows)
        {
            var both = row.Scenario == Scenario.PairHelps ? string.Create(CultureInfo.InvariantCulture, $"{100 * row.Both:0.0} %") : "–";
            text.Append(CultureInfo.InvariantCulture,
                $"| {row.Scenario.InWords()} | {row.Samples} | {row.Protocol} | {100 * row.First:0.0} % | {100 * row.Confirmed:0.0} % | {100 * row.Further:0.0} % | " +
                $"{100 * row.AnyFalse:0.0} % | {100 * row.FalseFurther:0.0} % | {both} | {100 * row.FirstGain:+0.00;−0.00;0.00} | {100 * row.Gain:+0.00;−0.00;0.00} |\n");
        }

        return text.ToString();
    }

    private static Found Search(SimulatedTask simulated, IProtocol protocol, double level, int maxLayers)
    {
        var path = GreedySearch.Run(simulated.Table.Task, maxLayers, set =>
        {
            var table = simulated.On(set).Table;
            var choice = protocol.Choose(table);
            return choice.Column == 0
                ? new SetStep(set, null, null, level)
                : new SetStep(set, table.Knockouts[choice.Column - 1], table.Compare(choice.Column, choice.Split!.Evaluation), level);
        });
        var gains = path.Steps.Where(s => s.IsKept).Select(s => Gain(simulated.On(s.InForce), s.Added!.Value)).ToList();
        return new Found(
            gains.Count, path.Steps[0].Holds, gains is [<= 0, ..], gains.Skip(1).Any(g => g <= 0), gains.Count(g => g > 0),
            gains.FirstOrDefault(), gains.Sum());
    }

    private static double Gain(SimulatedTask task, Knockout added) => task.Effects[1 + task.Table.Knockouts.ToList().IndexOf(added)];

    private static double Share(List<Found> found, Func<Found, bool> holds) => found.Average(f => holds(f) ? 1.0 : 0);

    private readonly record struct Found(
        int Layers, bool IsConfirmed, bool FalseFirst, bool FalseFurther, int Helping, double FirstGain, double Gain);
}

/// <summary>What greedy searches did over many simulated tasks of one kind.</summary>
/// <param name="Scenario">What is true of the tasks.</param>
/// <param name="Samples">Samples of each task.</param>
/// <param name="Protocol">The protocol as it is named in the study.</param>
/// <param name="Tasks">How many tasks.</param>
/// <param name="First">Share of tasks with a layer chosen, 0…1.</param>
/// <param name="Confirmed">Share of tasks in which that layer holds on the evaluation set, so that a second is tried.</param>
/// <param name="Further">Share of tasks with a second layer kept.</param>
/// <param name="AnyFalse">Share of tasks with a layer kept that truly does not raise the accuracy of what was in force before it.</param>
/// <param name="FalseFurther">The same of second and later layers.</param>
/// <param name="Both">Share of tasks with two layers kept that truly raise it.</param>
/// <param name="FirstGain">Mean over all tasks of the first layer's true Δ.</param>
/// <param name="Gain">The same of the whole set.</param>
public sealed record SetRow(
    Scenario Scenario,
    int Samples,
    string Protocol,
    int Tasks,
    double First,
    double Confirmed,
    double Further,
    double AnyFalse,
    double FalseFurther,
    double Both,
    double FirstGain,
    double Gain);
