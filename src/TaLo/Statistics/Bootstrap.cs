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
        ReadOnlySpan<double> values, long seed, int resamples = 1000, double confidence = Interval.DefaultConfidence)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 1);
        if (values.Length < 2)
            return Interval.None;

        var random = SeededRandom.For(seed, "bootstrap");
        var means = new double[resamples];
        for (var r = 0; r < resamples; r++)
        {
            var sum = 0.0;
            for (var i = 0; i < values.Length; i++)
                sum += values[random.Below(values.Length)];
            means[r] = sum / values.Length;
        }

        Array.Sort(means);
        var tail = Tail(values.Length, confidence);
        return new Interval(Quantile(means, tail), Quantile(means, 1 - tail));
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
