using TaLo.Models;
using TaLo.Statistics;

namespace TaLo.Selection.Race;

/// <summary>Races on simulated tasks whose truth is known, each beside the full sweep of the same probe set.</summary>
/// <param name="protocol">The protocol of both.</param>
/// <param name="options">How the races are run.</param>
public sealed class RaceStudy(RobustProtocol protocol, RaceOptions options)
{
    /// <summary>Runs the races. Equal input, equal row.</summary>
    /// <param name="scenario">What is true of the tasks.</param>
    /// <param name="samples">Samples of each task.</param>
    /// <param name="tasks">How many tasks.</param>
    /// <param name="seed">Where chance comes from.</param>
    /// <param name="layers">Decoder layers.</param>
    public RaceStudyRow Run(Scenario scenario, int samples, int tasks, long seed = 0, int layers = 32)
    {
        var random = SeededRandom.For(seed, $"race\t{scenario}\t{samples}");
        var simulator = new TaskSimulator(layers);
        var pairs = new List<Pair>();
        for (var task = 0; task < tasks; task++)
            pairs.Add(Race(simulator.Make(scenario, samples, random), protocol with { Seed = seed + task }));
        return new RaceStudyRow(
            scenario, samples, tasks, pairs.Average(p => p.Passes), pairs.Average(p => p.FullPasses),
            Share(p => p.Race == p.Full), Share(p => p.Equal), Share(p => p.Full > 0), Share(p => p.Race > 0),
            Share(p => p.Full > 0 && p.Race == 0), Share(p => p.Full == 0 && p.Race > 0), Share(p => p.LeaderEqual),
            pairs.Average(p => p.FullEffect), pairs.Average(p => p.RaceEffect), Share(p => p.RaceEffect < 0));

        double Share(Func<Pair, bool> holds) => pairs.Average(p => holds(p) ? 1.0 : 0);
    }

    private Pair Race(SimulatedTask task, RobustProtocol seeded)
    {
        var table = task.Table;
        var columns = Candidates.Of(table, seeded.Module);
        var draw = RaceDraw.Of(table, seeded) ?? throw new ArgumentException("too few samples to probe", nameof(task));
        var result = new LayerRace(seeded, options).Run(
            new TableQuestions(table), draw.Probe, [.. columns.Select(c => table.Knockouts[c - 1])], draw.Random);
        var (full, race) = (seeded.Choose(table).Column, Column(table, result.Chosen));
        return new Pair(
            result.Passes, result.FullPasses, full, race,
            full == race || full > 0 && race > 0 && WithinNoise(table, full, race, draw.Split.Evaluation),
            LeaderEqual(table, draw.Probe, columns, Column(table, result.Leader?.Knockout)),
            task.Effects[full], task.Effects[race]);
    }

    private static bool WithinNoise(OutcomeTable table, int one, int other, ReadOnlySpan<int> samples)
    {
        var (better, worse) = (0, 0);
        foreach (var sample in samples)
        {
            var (a, b) = (table.Correct(sample, one), table.Correct(sample, other));
            better += a && !b ? 1 : 0;
            worse += b && !a ? 1 : 0;
        }

        return McNemar.TwoSided(better, worse) > 0.05;
    }

    private static bool LeaderEqual(OutcomeTable table, int[] probe, int[] columns, int leader)
    {
        var (changes, _) = MarginScores.Changes(table, probe, columns);
        var stride = SignedSums.Stride(columns.Length);
        var at = Array.IndexOf(columns, leader);
        var test = new SignFlipTest([.. changes], probe.Length, columns.Length);
        var best = test.Observed.IndexOf(test.Observed.ToArray().Max());
        var (sum, squares) = (0.0, 0.0);
        for (var s = 0; s < changes.Length; s += stride)
        {
            double ahead = changes[s + best] - changes[s + at];
            (sum, squares) = (sum + ahead, squares + ahead * ahead);
        }

        return best == at || sum < 1.96 * Math.Sqrt(squares);
    }

    private static int Column(OutcomeTable table, Knockout? knockout) =>
        knockout is { } k ? 1 + table.Knockouts.ToList().IndexOf(k) : 0;

    private readonly record struct Pair(
        int Passes, int FullPasses, int Full, int Race, bool Equal, bool LeaderEqual, double FullEffect, double RaceEffect);
}
