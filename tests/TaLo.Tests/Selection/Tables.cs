using CsCheck;
using TaLo.Models;
using TaLo.Selection;
using TaLo.Selection.Protocols;
using TaLo.Simulation;
using TaLo.Statistics;

namespace TaLo.Tests.Selection;

/// <summary>Tables that no model had to make.</summary>
internal static class Tables
{
    /// <summary>Simulated tasks of any kind and size, four layers and a few strata.</summary>
    public static Gen<OutcomeTable> Any { get; } =
        Gen.Select(Gen.Enum<Scenario>(), Gen.Int[0, 90], Gen.Int[1, 4], Gen.Long[0, 1000])
            .Select((scenario, samples, strata, seed) => Simulated(scenario, samples, seed, 4, strata));

    /// <summary>Any protocol, any options.</summary>
    public static Gen<IProtocol> AnyProtocol { get; } =
        Gen.Select(Gen.Bool, Gen.Int[1, 20], Gen.Long[0, 1000], Gen.Enum<SamplingStrategy>(), Gen.Int[2, 4])
            .Select((paper, shots, seed, strategy, divisor) => paper
                ? (IProtocol)new PaperProtocol(shots, seed, strategy)
                : new RobustProtocol(shots % 2 == 0 ? shots : null, seed, strategy, 0.3, divisor, Flips: 200));

    public static OutcomeTable Simulated(Scenario scenario, int samples, long seed, int layers = 32, int strata = 1)
    {
        var table = new TaskSimulator(layers).Make(scenario, samples, SeededRandom.For(seed, "table")).Table;
        return Copy(table, (s, _) => table.Margin(s, _), [.. Enumerable.Range(0, samples).Select(s => $"stratum {s * s % strata}")]);
    }

    /// <summary>A table with other margins; answers are right where the margin is positive.</summary>
    public static OutcomeTable Copy(OutcomeTable table, Func<int, int, double> margin, IReadOnlyList<string?>? strata = null)
    {
        var (correct, margins) = (new bool[table.Samples.Count, table.Columns], new double[table.Samples.Count, table.Columns]);
        for (var s = 0; s < table.Samples.Count; s++)
        {
            for (var c = 0; c < table.Columns; c++)
                (correct[s, c], margins[s, c]) = (margin(s, c) > 0, margin(s, c));
        }

        return new OutcomeTable(
            table.Task, table.Samples, strata ?? table.Strata, table.Knockouts, correct, margins,
            clusters: [.. Enumerable.Range(0, table.Samples.Count).Select(table.Clusters.Name)]);
    }

    /// <summary>A table by hand: the margin of each sample under the base model (layer −1) and each attention knockout.</summary>
    public static OutcomeTable ByHand(int samples, int layers, Func<int, int, double> margin) => ByHand("hand", samples, layers, margin);

    /// <summary>The same with a name, and where given, the cluster of each sample.</summary>
    public static OutcomeTable ByHand(string task, int samples, int layers, Func<int, int, double> margin, Func<int, string>? cluster = null)
    {
        var (correct, margins) = (new bool[samples, layers + 1], new double[samples, layers + 1]);
        for (var s = 0; s < samples; s++)
        {
            for (var c = 0; c <= layers; c++)
                (correct[s, c], margins[s, c]) = (margin(s, c - 1) > 0, margin(s, c - 1));
        }

        return new OutcomeTable(
            task, [.. Enumerable.Range(0, samples).Select(s => $"{s}")], new string?[samples],
            [.. Enumerable.Range(0, layers).Select(l => new Knockout(l, Module.Attention))], correct, margins,
            clusters: cluster is null ? null : [.. Enumerable.Range(0, samples).Select(cluster)]);
    }

    /// <summary>Everything a decision says, as text.</summary>
    public static string Text(Decision d) => string.Join('\n',
    [
        $"{d.Task} {d.Protocol} {d.Verdict} {d.Chosen} {d.Reason}",
        .. d.Rounds.Select(r => $"{string.Join(' ', r.Samples)}: {r.BaseCorrect} {string.Join(' ', r.Gains)} {r.Outcome}"),
        string.Join(' ', d.Pool), string.Join(' ', d.Evaluation),
        .. d.Evidence.Select(e => $"{e}"), $"{d.HeldOut}", .. d.Notes,
    ]);
}
