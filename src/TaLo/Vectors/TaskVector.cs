using TaLo.Models;

namespace TaLo.Vectors;

/// <summary>
/// The Task-Layer Interaction Vector of one task and module: v(T) = [Δ_0 … Δ_{L−1}],
/// Δ_l = Acc(model with knockout l, T) − Acc(base model, T), with what it was counted from.
/// </summary>
/// <param name="Task">The task, T.</param>
/// <param name="TaskGroup">Its group of tasks, or null where it has none or several.</param>
/// <param name="Module">The module knocked out.</param>
/// <param name="Samples">Samples of the task with a base row.</param>
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
    /// <summary>The base model's accuracy over all samples of the task, 0…1; NaN without a base row.</summary>
    public double BaseAccuracy => (double)BaseCorrect / Samples;

    /// <summary>Δ_0 … Δ_{L−1}; NaN where a layer was not swept.</summary>
    public IReadOnlyList<double> Deltas => [.. Layers.Select(l => l.Delta)];
}

/// <summary>
/// What knocking out one layer did to a task, counted over the samples that have both a base row and a row of this
/// knockout. Where there is none, <see cref="Samples"/> is 0 and every share and mean is NaN.
/// </summary>
/// <param name="Layer">Decoder layer, 0-based.</param>
/// <param name="Samples">Samples with both rows, n.</param>
/// <param name="BaseCorrect">Of these, how many the base model answers correctly.</param>
/// <param name="Fixed">Wrong by the base model, right under the knockout.</param>
/// <param name="Broken">Right by the base model, wrong under the knockout.</param>
/// <param name="MeanMarginChange">Mean over the samples of margin under the knockout − margin of the base model, in nats.</param>
public sealed record LayerEffect(
    int Layer,
    int Samples,
    int BaseCorrect,
    int Fixed,
    int Broken,
    double MeanMarginChange)
{
    /// <summary>The base model's accuracy over these samples, 0…1.</summary>
    public double BaseAccuracy => (double)BaseCorrect / Samples;

    /// <summary>The accuracy under the knockout, 0…1.</summary>
    public double Accuracy => (double)(BaseCorrect + Fixed - Broken) / Samples;

    /// <summary>Δ: accuracy under the knockout − base accuracy, −1…1.</summary>
    public double Delta => (double)(Fixed - Broken) / Samples;
}
