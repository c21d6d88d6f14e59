using System.Collections.Frozen;
using TaLo.Models;
using TaLo.Scoring;
using TaLo.Statistics;

namespace TaLo.Vectors;

/// <summary>
/// The Task-Layer Interaction Vector of one task and kind of knockout: v(T) = [Δ_0 … Δ_{L−1}],
/// Δ_l = Acc(model with knockout l, T) − Acc(base model, T), with what it was counted from.
/// </summary>
/// <param name="Task">The task, T.</param>
/// <param name="TaskGroup">Its group of tasks, or null where it has none or several.</param>
/// <param name="Kind">What is done to each layer, or to the block that begins with it.</param>
/// <param name="Samples">Samples that are compared: those of the task with a base pass that the layers were tried on.</param>
/// <param name="BaseCorrect">Of these, how many the base model answers correctly.</param>
/// <param name="Layers">One entry for each layer of the decoder, or of the vision encoder, at its index; a layer that was not swept has no samples.</param>
public sealed record TaskVector(
    string Task,
    string? TaskGroup,
    KnockoutKind Kind,
    int Samples,
    int BaseCorrect,
    IReadOnlyList<LayerEffect> Layers)
{
    /// <summary>The samples' indices.</summary>
    internal IReadOnlySet<string> Indices { get; init; } = FrozenSet<string>.Empty;

    /// <summary>Samples with a base pass that are in no count: the base model alone was asked them, or one choice that was evaluated.</summary>
    public int NotCompared { get; init; }

    /// <summary>How many clusters the samples belong to: as many as samples, unless some belong together.</summary>
    public int Clusters { get; init; } = Samples;

    /// <summary>What the base model's generated answers are like; all zero where none was generated.</summary>
    public AnswerCounts BaseAnswers { get; init; }

    /// <summary>The base model by circular evaluation; null where no sample is a rotated copy.</summary>
    public CircularEvaluation? BaseCircular { get; init; }

    /// <summary>The base model's accuracy over the samples, 0…1; NaN where there are none.</summary>
    public double BaseAccuracy => (double)BaseCorrect / Samples;

    /// <summary>Δ_0 … Δ_{L−1}; NaN where a layer was not swept.</summary>
    public IReadOnlyList<double> Deltas => [.. Layers.Select(l => l.Delta)];

    /// <summary>The layers swept on every sample: only these can be compared with each other.</summary>
    public IEnumerable<LayerEffect> Whole => Layers.Where(l => Evidence(l) >= CellEvidence.Chance);

    /// <summary>Δ_0 … Δ_{L−1} of the whole cells; NaN for the others.</summary>
    public IReadOnlyList<double> WholeDeltas => [.. Layers.Select(l => Evidence(l) >= CellEvidence.Chance ? l.Delta : double.NaN)];

    /// <summary>The layer of the largest Δ, the first of several; null where no cell is whole.</summary>
    public LayerEffect? Highest => Whole.MaxBy(l => l.Delta);

    /// <summary>The layer of the smallest Δ, the first of several; null where no cell is whole.</summary>
    public LayerEffect? Lowest => Whole.MinBy(l => l.Delta);

    /// <summary>The layers swept on some of the samples.</summary>
    public IEnumerable<LayerEffect> Partial => Layers.Where(l => Evidence(l) == CellEvidence.Partial);

    /// <summary>How much stands behind a cell of this vector.</summary>
    public CellEvidence Evidence(LayerEffect layer) =>
        layer.Samples == 0 ? CellEvidence.NotSwept
        : layer.Samples < Samples ? CellEvidence.Partial
        : layer.HolmPValue <= MultipleTesting.DefaultLevel ? CellEvidence.Significant
        : CellEvidence.Chance;
}
