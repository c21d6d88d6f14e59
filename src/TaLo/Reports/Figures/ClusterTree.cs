using System.Xml.Linq;
using TaLo.Vectors;
using static TaLo.Reports.Markup;

namespace TaLo.Reports.Figures;

/// <summary>The cluster tree to the right of a map: leaves at its rows, distance growing to the right.</summary>
internal static class ClusterTree
{
    public static IEnumerable<XElement> Of(TaskOrder order, double x, double y, double width, double row)
    {
        if (order.Tree.Merges.Count == 0) yield break;
        var scale = width / order.TreeHeight;
        foreach (var s in order.Tree.Strokes())
            yield return Line("branch",
                x + (scale * s.FromHeight), y + (row * (s.FromPlace + 0.5)), x + (scale * s.ToHeight), y + (row * (s.ToPlace + 0.5)));
        var bottom = y + (row * order.Vectors.Count);
        yield return Label("mark start", x, bottom + 14, "0");
        yield return Label("mark end", x + width, bottom + 14, order.TreeHeight.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture));
        yield return Label("mark middle", x + (width / 2), bottom + 30, $"distance, 1 − {order.Matrix.Measure.Symbol()}");
    }
}
