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
