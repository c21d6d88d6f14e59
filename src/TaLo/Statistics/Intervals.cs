using MathNet.Numerics.Distributions;

namespace TaLo.Statistics;

/// <summary>Confidence intervals computed from counts.</summary>
public static class Intervals
{
    /// <summary>Wilson's score interval (1927) for an accuracy; <see cref="Interval.None"/> without samples.</summary>
    /// <param name="right">Samples answered correctly.</param>
    /// <param name="samples">All samples.</param>
    /// <param name="confidence">Between 0 and 1.</param>
    public static Interval Wilson(int right, int samples, double confidence = Interval.DefaultConfidence)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(right);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(right, samples);
        if (samples == 0)
            return Interval.None;

        var z = Z(confidence);
        double n = samples;
        var share = right / n;
        var centre = (share + z * z / (2 * n)) / (1 + z * z / n);
        var half = z * Math.Sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n);
        return new Interval(right == 0 ? 0 : centre - half, right == samples ? 1 : centre + half);
    }

    /// <summary>
    /// Bonett and Price's interval (2012) for Δ, the difference of two accuracies over the same samples: Wald's
    /// interval after one more fixed and one more broken sample. Near its nominal coverage from a handful of
    /// samples on, where percentile bootstrap intervals of so coarse a quantity are too short; recommended by
    /// Fagerland, Lydersen and Laake (2014). <see cref="Interval.None"/> without samples.
    /// </summary>
    /// <param name="repaired">Samples fixed.</param>
    /// <param name="broken">Samples broken.</param>
    /// <param name="samples">All samples, unchanged ones included.</param>
    /// <param name="confidence">Between 0 and 1.</param>
    public static Interval PairedDifference(
        int repaired, int broken, int samples, double confidence = Interval.DefaultConfidence)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(repaired);
        ArgumentOutOfRangeException.ThrowIfNegative(broken);
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, repaired + broken);
        if (samples == 0)
            return Interval.None;

        var n = samples + 2.0;
        var up = (repaired + 1) / n;
        var down = (broken + 1) / n;
        var half = Z(confidence) * Math.Sqrt((up + down - (up - down) * (up - down)) / n);
        return new Interval(Math.Max(-1, up - down - half), Math.Min(1, up - down + half));
    }

    private static double Z(double confidence) => Normal.InvCDF(0, 1, (1 + confidence) / 2);
}
