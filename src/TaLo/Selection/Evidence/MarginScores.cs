using TaLo.Statistics;

namespace TaLo.Selection.Evidence;

/// <summary>
/// The bounded margin score m / (|m| + s) of a sample, s being the mean |m| of its own column: its sign tells right
/// from wrong, its size by how much, and a knockout that merely makes the model surer or less sure of the same
/// answers changes nothing.
/// </summary>
internal static class MarginScores
{
    /// <summary>
    /// What each candidate changes in the score, as <see cref="SignFlipTest"/> takes it, and its mean. The test's units are
    /// clusters: a cluster's row is the sum of its samples' changes, so that signs are flipped for a cluster as a whole.
    /// </summary>
    public static (float[] Changes, int Units, double[] Means) Changes(OutcomeTable table, ReadOnlySpan<int> probe, int[] candidates)
    {
        var units = table.Clusters.Renumbered(probe);
        var count = table.Clusters.CountOf(probe);
        var scales = Scales(table, probe, candidates);
        var baseScale = Scales(table, probe, [0])[0];
        var stride = SignedSums.Stride(candidates.Length);
        var changes = new float[count * stride];
        var means = new double[candidates.Length];
        for (var s = 0; s < probe.Length; s++)
        {
            var margins = table.Margins(probe[s]);
            var before = Score(margins[0], baseScale);
            for (var c = 0; c < candidates.Length; c++)
            {
                var change = Score(margins[candidates[c]], scales[c]) - before;
                changes[units[s] * stride + c] += (float)change;
                means[c] += change;
            }
        }

        Divide(means, probe.Length);
        return (changes, count, means);
    }

    private static double Score(double margin, double scale) => margin == 0 ? 0 : margin / (Math.Abs(margin) + scale);

    private static double[] Scales(OutcomeTable table, ReadOnlySpan<int> probe, int[] columns)
    {
        var scales = new double[columns.Length];
        foreach (var sample in probe)
        {
            var margins = table.Margins(sample);
            for (var c = 0; c < columns.Length; c++)
                scales[c] += Math.Abs(margins[columns[c]]);
        }

        Divide(scales, probe.Length);
        return scales;
    }

    // Once for each column, not for each cell: a thousand redraws feel it.
    private static void Divide(double[] sums, int count)
    {
        for (var c = 0; c < sums.Length; c++)
            sums[c] /= count;
    }
}

/// <summary>The score's test of every candidate, in the candidates' order.</summary>
/// <param name="Changes">Mean change of the score against the base model.</param>
/// <param name="PValues">One-sided p-value of each candidate alone.</param>
/// <param name="AdjustedPValues">The same for having tried all of them.</param>
public sealed record ScoreTest(
    IReadOnlyList<double> Changes,
    IReadOnlyList<double> PValues,
    IReadOnlyList<double> AdjustedPValues);
