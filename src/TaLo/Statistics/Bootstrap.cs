using MathNet.Numerics.Distributions;

namespace TaLo.Statistics;

/// <summary>Bootstrap confidence intervals.</summary>
public static class Bootstrap
{
    /// <summary>
    /// The expanded percentile interval for the mean of paired differences (Hesterberg 2015): percentiles of the
    /// means of resamples, taken further out by as much as the plain percentile interval is too short for this
    /// number of samples. Seeded: equal input, equal interval.
    /// </summary>
    /// <param name="values">One difference for each sample, in a fixed order.</param>
    /// <param name="seed">Another seed, other resamples.</param>
    /// <param name="resamples">How many resamples.</param>
    /// <param name="confidence">Between 0 and 1.</param>
    /// <returns>The interval; <see cref="Interval.None"/> for fewer than two values, for their spread is unknown.</returns>
    public static Interval Mean(
        ReadOnlySpan<double> values, long seed, int resamples = 1000, double confidence = Interval.DefaultConfidence) =>
        Mean(values, [.. Enumerable.Range(0, values.Length)], seed, resamples, confidence);

    /// <summary>The same of samples that belong together: whole clusters are drawn.</summary>
    /// <param name="values">One difference for each sample, in a fixed order.</param>
    /// <param name="clusters">The cluster of each, numbered from 0 as they come.</param>
    /// <param name="seed">Another seed, other resamples.</param>
    /// <param name="resamples">How many resamples.</param>
    /// <param name="confidence">Between 0 and 1.</param>
    public static Interval Mean(
        ReadOnlySpan<double> values, ReadOnlySpan<int> clusters, long seed, int resamples = 1000,
        double confidence = Interval.DefaultConfidence)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(clusters.Length, values.Length);
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 1);
        var (sums, sizes) = Totals(values, clusters);
        if (sums.Length < 2)
            return Interval.None;

        var random = SeededRandom.For(seed, "bootstrap");
        var means = new double[resamples];
        for (var r = 0; r < resamples; r++)
        {
            var (sum, size) = (0.0, 0);
            for (var i = 0; i < sums.Length; i++)
            {
                var drawn = random.Below(sums.Length);
                (sum, size) = (sum + sums[drawn], size + sizes[drawn]);
            }

            means[r] = sum / size;
        }

        Array.Sort(means);
        var tail = Tail(sums.Length, confidence);
        return new Interval(Quantile(means, tail), Quantile(means, 1 - tail));
    }

    private static (double[] Sums, int[] Sizes) Totals(ReadOnlySpan<double> values, ReadOnlySpan<int> clusters)
    {
        var count = 0;
        foreach (var cluster in clusters)
            count = Math.Max(count, cluster + 1);
        var (sums, sizes) = (new double[count], new int[count]);
        for (var i = 0; i < values.Length; i++)
        {
            sums[clusters[i]] += values[i];
            sizes[clusters[i]]++;
        }

        return (sums, sizes);
    }

    // A percentile interval uses z and the spread with divisor n; t and divisor n - 1 are due.
    private static double Tail(int samples, double confidence)
    {
        double n = samples;
        var t = StudentT.InvCDF(0, 1, n - 1, (1 - confidence) / 2);
        return Normal.CDF(0, 1, Math.Sqrt(n / (n - 1)) * t);
    }

    // Linear interpolation with plotting positions k / (R + 1): the tail holds what it says.
    private static double Quantile(double[] sorted, double share)
    {
        var place = Math.Clamp(share * (sorted.Length + 1) - 1, 0, sorted.Length - 1);
        var below = (int)place;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
