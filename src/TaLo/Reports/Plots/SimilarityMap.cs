using TaLo.Vectors;

namespace TaLo.Reports.Plots;

/// <summary>Tasks × tasks as a PNG: how alike their Task-Layer Interaction Vectors are, in clustered order.</summary>
public static class SimilarityMap
{
    /// <summary>Draws the similarities; an undefined one is grey.</summary>
    /// <param name="vectors">At least one vector.</param>
    /// <param name="title">The plot's title; may be empty.</param>
    /// <param name="measure">The measure.</param>
    /// <returns>A PNG file.</returns>
    public static byte[] Png(
        IReadOnlyList<TaskVector> vectors, string title = "", SimilarityMeasure measure = SimilarityMeasure.Pearson)
    {
        Figure.Require(vectors.Count > 0);
        var order = TaskOrder.Of(vectors, measure);
        var count = order.Vectors.Count;
        var size = count > 20 ? 18 : Math.Max(30, 120.0 / count);
        using var figure = new Figure(title);
        figure.AddCells(count, count, (i, j) => order.Cell(i, j).Value, 1, ("−1", "0", "+1"));
        figure.NameRows(order.Names);
        figure.Plot.Axes.Bottom.SetTicks([], []);
        figure.Plot.XLabel($"{(measure == SimilarityMeasure.Pearson ? "Pearson r" : "cosine")}; grey: undefined");
        figure.Plot.Axes.SetLimits(-0.5, count - 0.5, -0.5, count - 0.5);
        return figure.Png(size * count, size * count);
    }
}
