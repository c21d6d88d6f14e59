using TaLo.Statistics;

namespace TaLo.Selection.Evidence;

/// <summary>Computes what a decision shows besides the choice.</summary>
internal static class ProbeEvidence
{
    /// <summary>Every candidate on a probe set; the score's test is null where a protocol has none.</summary>
    public static IReadOnlyList<CandidateEvidence> Of(
        OutcomeTable table, ReadOnlySpan<int> probe, int[] candidates, long seed, ScoreTest? test = null)
    {
        var set = SampleSet.Of(probe, table.Samples.Count);
        var counts = candidates.Select(c => table.Compare(c, set)).ToList();
        var p = counts.Select(c => c.PValue).ToList();
        var (holm, rate) = (MultipleTesting.Holm(p), MultipleTesting.BenjaminiHochberg(p));
        var evidence = new List<CandidateEvidence>();
        for (var i = 0; i < candidates.Length; i++)
        {
            var change = MarginChanges(table, candidates[i], probe);
            evidence.Add(new CandidateEvidence(
                table.Knockouts[candidates[i] - 1], counts[i], holm[i], rate[i],
                Mean(change), Bootstrap.Mean(change, table.Clusters.Renumbered(probe), seed),
                test?.Changes[i] ?? double.NaN, test?.PValues[i] ?? double.NaN, test?.AdjustedPValues[i] ?? double.NaN));
        }

        return evidence;
    }

    /// <summary>
    /// The candidate that comes nearest to being named where none is: of those asked on every sample that are right more
    /// often than the base model, the one whose larger p-value is smallest. Null where none is.
    /// </summary>
    public static CandidateEvidence? Nearest(IReadOnlyList<CandidateEvidence> evidence)
    {
        var samples = evidence.Select(e => e.Counts.Samples).DefaultIfEmpty().Max();
        return evidence.Where(e => e.Counts.Samples == samples && e.Counts.Difference > 0)
            .OrderBy(e => double.IsNaN(e.AdjustedPValue) ? e.Counts.PValue : Math.Max(e.AdjustedPValue, e.Counts.PValue))
            .ThenBy(e => e.Counts.PValue)
            .ThenByDescending(e => e.Counts.Difference)
            .FirstOrDefault();
    }

    /// <summary>A column (0 for the base model itself) on the evaluation set.</summary>
    public static HeldOutResult HeldOut(OutcomeTable table, int column, ReadOnlySpan<int> samples, long seed)
    {
        var change = MarginChanges(table, column, samples);
        return new HeldOutResult(table.Compare(column, samples), Mean(change), Bootstrap.Mean(change, table.Clusters.Renumbered(samples), seed));
    }

    private static double[] MarginChanges(OutcomeTable table, int column, ReadOnlySpan<int> samples)
    {
        var changes = new double[samples.Length];
        for (var i = 0; i < changes.Length; i++)
            changes[i] = table.Margin(samples[i], column) - table.Margin(samples[i], 0);
        return changes;
    }

    private static double Mean(double[] values) => values.Length == 0 ? double.NaN : values.Average();
}
