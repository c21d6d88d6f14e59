using TaLo.Vectors;

namespace TaLo.Reports;

/// <summary>The vectors of one module as they are drawn: alike ones beside each other.</summary>
/// <param name="Matrix">Their similarities, in the order they were given.</param>
/// <param name="Tree">Their clusters.</param>
/// <param name="Vectors">The vectors, in the tree's order of leaves.</param>
/// <param name="Names">Their names, in the same order.</param>
internal sealed record TaskOrder(
    SimilarityMatrix Matrix,
    Dendrogram Tree,
    IReadOnlyList<TaskVector> Vectors,
    IReadOnlyList<string> Names)
{
    public static TaskOrder Of(IReadOnlyList<TaskVector> vectors, SimilarityMeasure measure)
    {
        var matrix = SimilarityMatrix.Of(vectors, measure);
        var tree = matrix.Cluster();
        var names = VectorNames.Of(vectors);
        return new TaskOrder(
            matrix, tree, [.. tree.LeafOrder.Select(i => vectors[i])], [.. tree.LeafOrder.Select(i => names[i])]);
    }

    /// <summary>The similarity of two tasks by their places in this order.</summary>
    public TaskSimilarity Cell(int row, int column) => Matrix.Cells[Tree.LeafOrder[row]][Tree.LeafOrder[column]];

    /// <summary>The height to which the tree is drawn; never 0.</summary>
    public double TreeHeight => Math.Max(1e-9, Tree.Merges.Select(m => m.Height).DefaultIfEmpty(1).Max());
}
