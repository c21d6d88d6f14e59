using MathNet.Numerics.Distributions;

namespace TaLo.Statistics;

/// <summary>
/// How many times larger a variance is for samples that come in clusters than for independent ones, by the clusters' own
/// spread. Counts divided by it may be used as independent ones (Rao and Scott 1992). Never less than 1; enlarged by
/// (t ÷ z)² with t of one degree of freedom fewer than there are clusters, for the spread of a few clusters is itself
/// uncertain; and where nothing varies, what it is if all samples of a cluster answer alike.
/// </summary>
internal static class DesignEffect
{
    /// <summary>Of Δ, the difference of two accuracies; NaN with one cluster, which has no spread.</summary>
    public static double OfDifference(PairedComparison counts, double confidence) => Of(
        counts, g => g.Change, counts.Fixed + counts.Broken, confidence);

    /// <summary>Of the base model's accuracy.</summary>
    public static double OfBase(PairedComparison counts, double confidence) => Of(
        counts, g => g.BaseCorrect, counts.BaseCorrect, confidence);

    /// <summary>Of the accuracy under the knockout.</summary>
    public static double OfAdapted(PairedComparison counts, double confidence) => Of(
        counts, g => g.BaseCorrect + g.Change, counts.BaseCorrect + counts.Fixed - counts.Broken, confidence);

    private static double Of(PairedComparison counts, Func<ClusterGroup, int> value, int squares, double confidence)
    {
        var (groups, clusters) = (counts.Groups!, counts.Clusters);
        if (clusters < 2)
            return double.NaN;

        double samples = counts.Samples;
        var mean = groups.Sum(g => (double)g.Clusters * value(g)) / samples;
        var between = groups.Sum(g => g.Clusters * Math.Pow(value(g) - g.Samples * mean, 2)) * clusters / (clusters - 1);
        var independent = squares - samples * mean * mean;
        var alike = groups.Sum(g => (double)g.Clusters * g.Samples * g.Samples) / samples;
        var effect = independent > 1e-9 ? Math.Max(1, between / independent) : alike;
        var tail = (1 + confidence) / 2;
        return effect * Math.Pow(StudentT.InvCDF(0, 1, clusters - 1, tail) / Normal.InvCDF(0, 1, tail), 2);
    }
}
