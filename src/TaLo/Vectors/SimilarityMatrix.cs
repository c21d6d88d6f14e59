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
    /// <summary>Compares every vector with every other.</summary>
    /// <exception cref="ArgumentException">The vectors differ in length: they are of different models.</exception>
    public static SimilarityMatrix Of(IReadOnlyList<TaskVector> vectors, SimilarityMeasure measure)
    {
        var deltas = vectors.Select(v => v.Deltas).ToList();
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
