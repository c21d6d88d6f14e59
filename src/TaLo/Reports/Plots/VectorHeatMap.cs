using ScottPlot;
using TaLo.Vectors;

namespace TaLo.Reports.Plots;

/// <summary>Tasks × layers as a PNG: Task-Layer Interaction Vectors in clustered order with the cluster tree.</summary>
public static class VectorHeatMap
{
    private static readonly Color Ink = Color.FromHex("#222222");

    /// <summary>Draws the vectors of one model; a layer that was not swept is grey.</summary>
    /// <param name="vectors">At least one vector.</param>
    /// <param name="title">The plot's title; may be empty.</param>
    /// <param name="measure">What the clusters are made from.</param>
    /// <returns>A PNG file.</returns>
    public static byte[] Png(
        IReadOnlyList<TaskVector> vectors, string title = "", SimilarityMeasure measure = SimilarityMeasure.Pearson)
    {
        Figure.Require(vectors.Count > 0);
        var order = TaskOrder.Of(vectors, measure);
        var scale = DeltaScale.Of(vectors);
        var (low, middle, high) = ReportText.Ends(scale);
        var (layers, rows) = (order.LayerCount, order.Vectors.Count);
        var column = Math.Clamp(900.0 / layers, 12, 28);
        var row = rows > 20 ? 18 : Math.Max(26, 60.0 / rows);
        var treeWidth = rows > 1 ? Math.Max(4, 130 / column) : 0;

        using var figure = new Figure(title);
        figure.AddCells(
            rows, layers, (r, l) => Shown(order.Vectors[r], l, scale), scale.Limit,
            (low + " points", middle, high + " points"));
        figure.NameRows(order.Names);
        figure.NumberLayers(layers, column);
        if (rows > 1) AddTree(figure.Plot, order, layers - 0.2, treeWidth - 1);
        Mark(figure, order, CellEvidence.Significant, MarkerShape.FilledCircle, 5);
        Mark(figure, order, CellEvidence.Partial, MarkerShape.Eks, 8);
        figure.Plot.XLabel("Δ in percentage points by decoder layer; grey: not swept" + (rows > 1 ? "; right: clusters of tasks" : "")
            + "\ndot: more than luck; pale: may be luck; ×: few samples");
        figure.Plot.Axes.SetLimits(-0.5, layers - 0.5 + treeWidth, -0.5, rows - 0.5);
        return figure.Png(column * (layers + treeWidth), row * rows);
    }

    private static double Shown(TaskVector vector, int layer, DeltaScale scale) => vector.Layers[layer] is { Samples: > 0 } swept
        ? scale.Limit * scale.Strength(swept.Delta, vector.Evidence(swept))
        : double.NaN;

    private static void Mark(Figure figure, TaskOrder order, CellEvidence evidence, MarkerShape shape, float size)
    {
        var marked = order.Vectors.SelectMany((v, row) => v.Layers.Where(l => v.Evidence(l) == evidence)
            .Select(l => (X: (double)l.Layer, Y: Figure.Row(row, order.Vectors.Count)))).ToList();
        if (marked.Count == 0) return;
        var marks = figure.Plot.Add.Markers(marked.Select(m => m.X).ToArray(), marked.Select(m => m.Y).ToArray(), shape, size, Ink);
        (marks.MarkerStyle.LineColor, marks.MarkerStyle.LineWidth) = (Ink, 1.5f);
    }

    /// <summary>The cluster tree to the right of the map, whose rows are its leaves.</summary>
    private static void AddTree(Plot plot, TaskOrder order, double x, double width)
    {
        var scale = width / order.TreeHeight;
        foreach (var s in order.Tree.Strokes())
        {
            var line = plot.Add.Line(
                x + (scale * s.FromHeight), Figure.Row(s.FromPlace, order.Vectors.Count),
                x + (scale * s.ToHeight), Figure.Row(s.ToPlace, order.Vectors.Count));
            line.Color = Color.FromHex("#4A5560");
            line.LineWidth = 1.2f;
            line.MarkerSize = 0;
        }
    }
}
