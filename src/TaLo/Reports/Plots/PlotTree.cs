using ScottPlot;

namespace TaLo.Reports.Plots;

/// <summary>The cluster tree to the right of a map whose rows are its leaves.</summary>
internal static class PlotTree
{
    public static void Add(Plot plot, TaskOrder order, double x, double width)
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
