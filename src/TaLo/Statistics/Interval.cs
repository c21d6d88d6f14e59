namespace TaLo.Statistics;

/// <summary>A two-sided confidence interval.</summary>
/// <param name="Lower">Its lower end; NaN where there is nothing to estimate from.</param>
/// <param name="Upper">Its upper end; NaN where there is nothing to estimate from.</param>
public readonly record struct Interval(double Lower, double Upper)
{
    /// <summary>The confidence used wherever none is asked for, 0.95.</summary>
    public const double DefaultConfidence = 0.95;

    /// <summary>No interval: there is nothing to estimate from.</summary>
    public static Interval None { get; } = new(double.NaN, double.NaN);

    /// <summary>Whether a value lies in the interval, its ends included.</summary>
    public bool Contains(double value) => Lower <= value && value <= Upper;
}
