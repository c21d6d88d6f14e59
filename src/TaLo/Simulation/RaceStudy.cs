using TaLo.Selection;
using TaLo.Selection.Protocols;
using TaLo.Selection.Race;
using TaLo.Statistics;

namespace TaLo.Simulation;

/// <summary>Races out of tables, each beside the full sweep of the same probe set.</summary>
/// <param name="protocol">The protocol of both.</param>
/// <param name="options">How the races are run.</param>
public sealed class RaceStudy(RobustProtocol protocol, RaceOptions options)
{
    /// <summary>Races on simulated tasks whose truth is known. Equal input, equal row.</summary>
    /// <param name="scenario">What is true of the tasks.</param>
    /// <param name="samples">Samples of each task.</param>
    /// <param name="tasks">How many tasks.</param>
    /// <param name="seed">Where chance comes from.</param>
    /// <param name="layers">Decoder layers.</param>
    public RaceStudyRow Simulate(Scenario scenario, int samples, int tasks, long seed = 0, int layers = 32)
    {
        var random = SeededRandom.For(seed, $"race\t{scenario}\t{samples}");
        var simulator = new TaskSimulator(layers);
        var pairs = new List<Pair>();
        for (var task = 0; task < tasks; task++)
        {
            var simulated = simulator.Make(scenario, samples, random);
            pairs.Add(Race(simulated.Table, protocol with { Seed = seed + task }, (column, _) => simulated.Effects[column]));
        }

        return Row(scenario.InWords(), samples, pairs);
    }

    /// <summary>Races on one recorded task, the probe set drawn again for each. Equal input, equal row.</summary>
    /// <param name="table">The task, with at least two samples.</param>
    /// <param name="redraws">How many draws, with the seeds that follow the protocol's own.</param>
    public RaceStudyRow Replay(OutcomeTable table, int redraws)
    {
        ArgumentNullException.ThrowIfNull(table);
        return Row(table.Task, table.Samples.Count, [.. Enumerable.Range(0, redraws).Select(r => Race(
            table, protocol with { Seed = protocol.Seed + r },
            (column, split) => table.Compare(column, split.Evaluation).Difference))]);
    }

    private Pair Race(OutcomeTable table, RobustProtocol seeded, Func<int, SampleSplit, double> effect)
    {
        var draw = ProbeDraw.Of(table, seeded);
        var candidates = Candidates.Of(table, seeded.Module).Select(c => table.Knockouts[c - 1]).ToList();
        var result = new LayerRace(seeded, options).Run(new TableAnswers(table), draw.Probe, candidates, draw.Random, clusters: table.Clusters);
        var (full, race) = (seeded.Choose(table).Column, 0);
        if (result.Chosen is { } chosen)
            race = 1 + table.Knockouts.ToList().IndexOf(chosen);
        return new Pair(
            result.FullPasses, result.Passes, full, race, full == race || WithinNoise(table, full, race, draw.Split.Evaluation),
            effect(full, draw.Split), effect(race, draw.Split));
    }

    private static bool WithinNoise(OutcomeTable table, int one, int other, ReadOnlySpan<int> samples)
    {
        var interval = PairedComparison.Of(
            [.. samples.ToArray().Select(s => (table.Clusters.Of(s), table.Correct(s, one), table.Correct(s, other)))]).DifferenceInterval;
        return interval.Lower <= 0 && interval.Upper >= 0;
    }

    private static RaceStudyRow Row(string name, int samples, List<Pair> pairs)
    {
        return new RaceStudyRow(
            name, samples, pairs.Count, pairs.Average(p => p.FullPasses), pairs.Average(p => p.Passes),
            Share(p => p.Race == p.Full), Share(p => p.Equal), Share(p => p.Full > 0),
            Share(p => p.Full > 0 && p.Race == p.Full), Share(p => p.Race > 0),
            pairs.Average(p => p.FullEffect), pairs.Average(p => p.Effect), Share(p => p.FullEffect < 0), Share(p => p.Effect < 0));

        double Share(Func<Pair, bool> holds) => pairs.Average(p => holds(p) ? 1.0 : 0);
    }

    private readonly record struct Pair(
        int FullPasses, int Passes, int Full, int Race, bool Equal, double FullEffect, double Effect);
}

/// <summary>What races did, beside full sweeps of the same probe sets.</summary>
/// <param name="Tasks">What was raced: a kind of simulated task, or a recorded one.</param>
/// <param name="Samples">Samples of each task; half of them are probed.</param>
/// <param name="Races">How many races.</param>
/// <param name="FullPasses">Mean passes of a full sweep of the probe set.</param>
/// <param name="Passes">Mean passes of a race.</param>
/// <param name="Same">Share of races with the full sweep's decision: the same layer, or none.</param>
/// <param name="Equal">The same, or another within noise: 0 lies in the 95 % interval of the difference between the two choices on the evaluation set.</param>
/// <param name="FullNamed">Share of races in which the full sweep names a layer.</param>
/// <param name="Found">Share of races in which both name the same layer.</param>
/// <param name="Named">Share of races that name a layer.</param>
/// <param name="FullGain">Mean Δ of what the full sweep names, 0 where it names none: the true one of simulated tasks, the held-out one of recorded ones.</param>
/// <param name="Gain">The same of the race.</param>
/// <param name="FullHarmed">Share of races in which that Δ is negative for the full sweep.</param>
/// <param name="Harmed">The same for the race.</param>
public sealed record RaceStudyRow(
    string Tasks,
    int Samples,
    int Races,
    double FullPasses,
    double Passes,
    double Same,
    double Equal,
    double FullNamed,
    double Found,
    double Named,
    double FullGain,
    double Gain,
    double FullHarmed,
    double Harmed)
{
    /// <summary>How many times fewer passes the races took in all; infinite where they took none.</summary>
    public double Saved => FullPasses / Passes;
}
