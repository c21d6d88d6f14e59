using TaLo.Statistics;

namespace TaLo.Vectors;

/// <summary>How alike the tasks of a sweep are, each with each.</summary>
/// <param name="Measure">The measure.</param>
/// <param name="Vectors">The vectors compared.</param>
/// <param name="Cells">Row by row, in the order of <paramref name="Vectors"/>; symmetric.</param>
public sealed record SimilarityMatrix(
    SimilarityMeasure Measure,
    IReadOnlyList<TaskVector> Vectors,
    IReadOnlyList<IReadOnlyList<TaskSimilarity>> Cells)
{
    /// <summary>Compares every vector with every other; a cell of fewer samples than others of its vector is left out.</summary>
    /// <exception cref="ArgumentException">The vectors differ in length: they are of different models.</exception>
    public static SimilarityMatrix Of(IReadOnlyList<TaskVector> vectors, SimilarityMeasure measure)
    {
        var deltas = vectors.Select(v => v.WholeDeltas).ToList();
        var cells = vectors.Select(_ => new TaskSimilarity[vectors.Count]).ToList();
        for (var i = 0; i < vectors.Count; i++)
        {
            for (var j = 0; j <= i; j++)
                cells[i][j] = cells[j][i] = TaskSimilarity.Of(deltas[i], deltas[j], measure);
        }

        return new SimilarityMatrix(measure, vectors, cells);
    }

    /// <summary>
    /// Clusters the tasks by average linkage over the distance 1 − similarity, 0…2. Where the similarity is undefined
    /// the distance is 1, that of tasks without any relation.
    /// </summary>
    public Dendrogram Cluster() => AverageLinkage.Cluster(Vectors.Count, (i, j) =>
        double.IsNaN(Cells[i][j].Value) ? 1 : 1 - Cells[i][j].Value);
}

/// <summary>How alike two Task-Layer Interaction Vectors are.</summary>
public enum SimilarityMeasure
{
    /// <summary>Pearson correlation, −1…1: do the same layers stand out, whatever the vectors' level?</summary>
    Pearson,

    /// <summary>Cosine of the angle, −1…1: are the same layers helpful and the same harmful?</summary>
    Cosine,
}

/// <summary>What the measures are called.</summary>
public static class SimilarityMeasures
{
    /// <summary>As figures say it: <c>r</c>, or <c>cosine</c>.</summary>
    public static string Symbol(this SimilarityMeasure measure) => measure == SimilarityMeasure.Pearson ? "r" : "cosine";
}

/// <summary>How alike the Task-Layer Interaction Vectors of two tasks are.</summary>
/// <param name="Value">
/// −1…1. NaN where it is undefined: fewer than two common layers, Pearson of a constant vector, cosine of a vector
/// of zeros.
/// </param>
/// <param name="Layers">Layers that both vectors have, n; the others are left out.</param>
public readonly record struct TaskSimilarity(double Value, int Layers)
{
    /// <summary>Compares two vectors of equal length; a layer where either is NaN is left out.</summary>
    /// <exception cref="ArgumentException">The vectors differ in length: they are of different models.</exception>
    public static TaskSimilarity Of(IReadOnlyList<double> a, IReadOnlyList<double> b, SimilarityMeasure measure)
    {
        if (a.Count != b.Count)
            throw new ArgumentException($"vectors of {a.Count} and {b.Count} layers: they are of different models", nameof(b));

        var value = measure switch
        {
            SimilarityMeasure.Pearson => Similarity.Pearson(a, b),
            SimilarityMeasure.Cosine => Similarity.Cosine(a, b),
            _ => throw new ArgumentOutOfRangeException(nameof(measure)),
        };
        return new TaskSimilarity(value, a.Zip(b).Count(p => !double.IsNaN(p.First) && !double.IsNaN(p.Second)));
    }
}
