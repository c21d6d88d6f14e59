using System.Xml.Linq;
using TaLo.Vectors;
using static TaLo.Reports.Markup;

namespace TaLo.Reports.Figures;

/// <summary>Tasks × tasks: how alike their vectors are.</summary>
internal static class SimilarityFigure
{
    private const double Top = 44;

    public static XElement Of(TaskOrder order)
    {
        var count = order.Vectors.Count;
        var size = count > 20 ? 15 : 20.0;
        var side = size * count;
        var stripes = $"stripes-alike-{order.Vectors[0].Kind.ToString().Replace(' ', '-')}";
        return Drawing("Similarity of tasks", Math.Max(TaskLabel.Width + side + 4, 640), Top + side + 4,
            ColourCells.Stripes(stripes),
            ColourCells.Legend(TaskLabel.Width, 4, ("−1", "0", "+1"), order.Matrix.Measure.Symbol()),
            order.Names.Select((name, i) => TaskLabel.Of(name, Top + (size * (i + 0.5)))),
            from i in Enumerable.Range(0, count)
            from j in Enumerable.Range(0, count)
            select ColourCells.Of(
                TaskLabel.Width + (size * j), Top + (size * i), size, size, order.Cell(i, j).Value, Hint(order, i, j), stripes),
            Shape("rect", Class("frame"), At("x", TaskLabel.Width), At("y", Top), At("width", side), At("height", side)));
    }

    private static string Hint(TaskOrder order, int i, int j) =>
        $"{order.Names[i]} and {order.Names[j]}: {order.Matrix.Measure.Symbol()} {ReportText.Similarity(order.Cell(i, j).Value)} over {order.Cell(i, j).Layers} layers";
}
