using TaLo.Selection.Evidence;
using TaLo.Statistics;

namespace TaLo.Selection.Race;

/// <summary>A race's standings as a decision shows them.</summary>
internal static class RaceEvidence
{
    /// <summary>Every candidate; a dropped one with what it had shown until then and p-values of 1: it was never tested.</summary>
    public static IReadOnlyList<CandidateEvidence> Of(RaceResult result, long seed)
    {
        var tested = Tested(result.Final, seed).ToDictionary(e => e.Knockout);
        var p = result.Standings.Select(s => tested.TryGetValue(s.Knockout, out var e) ? e.Counts.PValue : 1).ToList();
        var (holm, rate) = (MultipleTesting.Holm(p), MultipleTesting.BenjaminiHochberg(p));
        return [.. result.Standings.Select((s, i) => tested.TryGetValue(s.Knockout, out var e)
            ? e with { HolmPValue = holm[i], FalseDiscoveryRate = rate[i] }
            : new CandidateEvidence(s.Knockout, s.Counts, 1, 1, double.NaN, Interval.None, s.ScoreChange, 1, 1))];
    }

    private static IReadOnlyList<CandidateEvidence> Tested(RaceTest? test, long seed) => test is null ? [] : ProbeEvidence.Of(
        test.Table, Enumerable.Range(0, test.Table.Samples.Count).ToArray(),
        [.. Enumerable.Range(1, test.Table.Knockouts.Count)], seed,
        test.Score);
}
