using TaLo.Models;
using TaLo.Statistics;

namespace TaLo.Vectors;

/// <summary>
/// The Task-Layer Interaction Vector of one task and module: v(T) = [Δ_0 … Δ_{L−1}],
/// Δ_l = Acc(model with knockout l, T) − Acc(base model, T), with what it was counted from.
/// </summary>
/// <param name="Task">The task, T.</param>
/// <param name="TaskGroup">Its group of tasks, or null where it has none or several.</param>
/// <param name="Module">The module knocked out.</param>
/// <param name="Samples">Samples of the task with a base pass.</param>
/// <param name="BaseCorrect">Of these, how many the base model answers correctly.</param>
/// <param name="Layers">One entry for each decoder layer, at its index; a layer that was not swept has no samples.</param>
public sealed record TaskVector(
    string Task,
    string? TaskGroup,
    Module Module,
    int Samples,
    int BaseCorrect,
    IReadOnlyList<LayerEffect> Layers)
{
    /// <summary>The base model's accuracy over all samples of the task, 0…1; NaN without a base pass.</summary>
    public double BaseAccuracy => (double)BaseCorrect / Samples;

    /// <summary>Δ_0 … Δ_{L−1}; NaN where a layer was not swept.</summary>
    public IReadOnlyList<double> Deltas => [.. Layers.Select(l => l.Delta)];
}

/// <summary>
/// What knocking out one layer did to a task, over the samples that have both a base pass and one of this knockout.
/// Where there is none, <see cref="Samples"/> is 0 and every share and mean is NaN.
/// </summary>
/// <param name="Layer">Decoder layer, 0-based.</param>
/// <param name="Counts">The paired counts of those samples.</param>
/// <param name="MeanMarginChange">Mean over the samples of margin under the knockout − margin of the base model, in nats.</param>
public sealed record LayerEffect(int Layer, PairedComparison Counts, double MeanMarginChange)
{
    /// <summary>A layer that was not swept.</summary>
    public static LayerEffect None(int layer) => new(layer, new PairedComparison(0, 0, 0, 0), double.NaN);

    /// <summary>Samples with both passes, n.</summary>
    public int Samples => Counts.Samples;

    /// <summary>Δ: accuracy under the knockout − base accuracy, −1…1.</summary>
    public double Delta => Counts.Difference;
}
