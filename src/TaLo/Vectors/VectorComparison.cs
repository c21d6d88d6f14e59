using TaLo.Scoring;
using TaLo.Statistics;

namespace TaLo.Vectors;

/// <summary>The vectors of one task and module in two sweeps, over the same samples.</summary>
/// <param name="First">The first sweep's vector.</param>
/// <param name="Second">The second sweep's.</param>
/// <param name="Pearson">Correlation of the whole cells, −1…1; NaN where it is not defined or the layers were not compared.</param>
/// <param name="Spearman">The same of their ranks.</param>
/// <param name="Layers">Layers that both have, n; of models with different layer counts the places of the smaller one that were compared by depth.</param>
/// <param name="Halves">What of this is noise.</param>
public sealed record VectorComparison(TaskVector First, TaskVector Second, double Pearson, double Spearman, int Layers, HalvesAgreement Halves)
{
    /// <summary>Whether the models have different numbers of layers.</summary>
    public bool DifferInDepth => First.Layers.Count != Second.Layers.Count;

    /// <summary>The first sweep's most interfering layer: the largest Δ above 0, the first of several; null where there is none.</summary>
    public LayerEffect? FirstTop => Top(First);

    /// <summary>The second sweep's.</summary>
    public LayerEffect? SecondTop => Top(Second);

    /// <summary>Compares two vectors.</summary>
    /// <param name="first">The first sweep's vector, counted over the samples.</param>
    /// <param name="second">The second sweep's, of the same task and module.</param>
    /// <param name="passes">The passes that they were counted from, over the same samples.</param>
    /// <param name="byDepth">Whether vectors of different length are compared by <see cref="RelativeDepth"/>; otherwise they are not.</param>
    /// <param name="splits">How often the samples are halved.</param>
    /// <param name="seed">Chooses the halves.</param>
    public static VectorComparison Of(
        TaskVector first, TaskVector second, (IReadOnlyList<ScoredPass> First, IReadOnlyList<ScoredPass> Second) passes, bool byDepth, int splits, long seed)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        var changes = (First: SampleChanges.Of(first, passes.First), Second: SampleChanges.Of(second, passes.Second));
        var halves = HalvesAgreement.Of(changes.First, changes.Second, byDepth, splits, SeededRandom.For(seed, $"halves of {first.Task}"));
        if (first.Layers.Count != second.Layers.Count && !byDepth)
            return new VectorComparison(first, second, double.NaN, double.NaN, 0, halves);
        var (a, b) = Alongside(first.WholeDeltas, second.WholeDeltas);
        return new VectorComparison(
            first, second, Similarity.Pearson(a, b), Similarity.Spearman(a, b), a.Zip(b).Count(p => !double.IsNaN(p.First + p.Second)), halves);
    }

    private static LayerEffect? Top(TaskVector vector) => vector.Highest is { Delta: > 0 } top ? top : null;

    /// <summary>Two vectors at the length of the shorter one.</summary>
    internal static (IReadOnlyList<double> First, IReadOnlyList<double> Second) Alongside(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        var layers = Math.Min(first.Count, second.Count);
        return (RelativeDepth.Resample(first, layers), RelativeDepth.Resample(second, layers));
    }
}
