using TaLo.Scoring;
using TaLo.Statistics;

namespace TaLo.Vectors;

/// <summary>
/// What knocking out one layer did to a task, over the samples that have both a base pass and one of this knockout.
/// Where there is none, <see cref="Samples"/> is 0 and every share and mean is NaN.
/// </summary>
/// <param name="Layer">The layer, of the decoder or of the vision encoder, or the first of a repeated block; 0-based.</param>
/// <param name="Counts">The paired counts of those samples.</param>
/// <param name="MeanMarginChange">Mean over the samples of margin under the knockout − margin of the base model, in nats.</param>
public sealed record LayerEffect(int Layer, PairedComparison Counts, double MeanMarginChange)
{
    /// <summary>A layer that was not swept.</summary>
    public static LayerEffect None(int layer) => new(layer, new PairedComparison(0, 0, 0, 0), double.NaN);

    /// <summary>
    /// McNemar's exact p-value after Holm's correction for every knockout swept on the task, of whatever module; NaN
    /// without samples, and where no task was looked at.
    /// </summary>
    public double HolmPValue { get; init; } = double.NaN;

    /// <summary>What the generated answers under this knockout are like; all zero where none was generated.</summary>
    public AnswerCounts Answers { get; init; }

    /// <summary>The same samples by circular evaluation; null where none is a rotated copy.</summary>
    public CircularEvaluation? Circular { get; init; }

    /// <summary>Samples with both passes, n.</summary>
    public int Samples => Counts.Samples;

    /// <summary>Δ: accuracy under the knockout − base accuracy, −1…1.</summary>
    public double Delta => Counts.Difference;
}
