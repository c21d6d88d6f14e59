using TaLo.Vectors;

namespace TaLo.Reports.Figures;

/// <summary>Task-Layer Interaction Vectors as PNG files: the report's figures, each with what explains it.</summary>
public static class VectorPng
{
    private const string Marks = "dot: more than luck; pale: may be luck; stroke: few samples";

    /// <summary>Tasks × layers in clustered order with the cluster tree; a layer that was not swept is striped.</summary>
    /// <param name="vectors">At least one vector, all of one model and module.</param>
    /// <param name="title">What stands above; may be empty.</param>
    /// <param name="measure">What the clusters are made from.</param>
    /// <returns>A PNG file.</returns>
    /// <exception cref="ArgumentException">There is nothing to draw.</exception>
    public static byte[] HeatMap(
        IReadOnlyList<TaskVector> vectors, string title = "", SimilarityMeasure measure = SimilarityMeasure.Pearson) =>
        PngFigure.Of(HeatMapFigure.Of(Ordered(vectors, measure)), title,
            "striped: not swept; " + Marks + (vectors.Count > 1 ? "; right: clusters of tasks" : ""));

    /// <summary>Tasks × tasks, how alike their vectors are, in clustered order; what is undefined is striped.</summary>
    /// <inheritdoc cref="HeatMap"/>
    public static byte[] Similarity(
        IReadOnlyList<TaskVector> vectors, string title = "", SimilarityMeasure measure = SimilarityMeasure.Pearson) =>
        PngFigure.Of(SimilarityFigure.Of(Ordered(vectors, measure)), title,
            $"{(measure == SimilarityMeasure.Pearson ? "Pearson r" : "cosine")} of the tasks' vectors; striped: undefined");

    /// <summary>One task: Δ of each layer as a bar with its 95 % interval.</summary>
    /// <param name="vector">A vector with at least one layer.</param>
    /// <param name="title">What stands above; null for the vector's name.</param>
    /// <returns>A PNG file.</returns>
    /// <exception cref="ArgumentException">There is nothing to draw.</exception>
    public static byte[] LayerBars(TaskVector vector, string? title = null)
    {
        ArgumentNullException.ThrowIfNull(vector);
        return vector.Layers.Count == 0
            ? throw new ArgumentException("there is nothing to draw")
            : PngFigure.Of(LayerBarsFigure.Of(vector), title ?? $"{vector.Task}, {VectorNames.Heading(vector.Kind)}",
                "lines: 95 % intervals, by Tango's score; pale: may be luck");
    }

    private static TaskOrder Ordered(IReadOnlyList<TaskVector> vectors, SimilarityMeasure measure)
    {
        ArgumentNullException.ThrowIfNull(vectors);
        return vectors.Any(v => v.Layers.Count > 0)
            ? TaskOrder.Of(vectors, measure)
            : throw new ArgumentException("there is nothing to draw");
    }
}
