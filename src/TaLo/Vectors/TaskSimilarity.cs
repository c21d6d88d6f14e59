using TaLo.Statistics;

namespace TaLo.Vectors;

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
