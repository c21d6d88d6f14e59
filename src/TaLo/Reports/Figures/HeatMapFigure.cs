using System.Xml.Linq;
using TaLo.Vectors;
using static TaLo.Reports.Markup;
using static TaLo.Reports.ReportText;

namespace TaLo.Reports.Figures;

/// <summary>Tasks × layers with the tasks' cluster tree.</summary>
internal static class HeatMapFigure
{
    private const double Top = 44, TreeWidth = 120;

    public static XElement Of(TaskOrder order)
    {
        var row = order.Vectors.Count > 20 ? 15 : 20.0;
        var column = Math.Clamp(680.0 / Math.Max(1, order.LayerCount), 9, 26);
        var (width, height) = (column * order.LayerCount, row * order.Vectors.Count);
        var right = TaskLabel.Width + width;
        var scale = DeltaScale.Of(order.Vectors);
        var stripes = $"stripes-{order.Vectors[0].Kind.ToString().Replace(' ', '-')}";
        return Drawing("Task-Layer Interaction Vectors", Math.Max(right + TreeWidth + 12, 640), Top + height + 34,
            ColourCells.Stripes(stripes),
            ColourCells.Legend(TaskLabel.Width, 4, Ends(scale), "Δ, percentage points"),
            order.Names.Select((name, i) => TaskLabel.Of(name, Top + (row * (i + 0.5)))),
            order.Vectors.SelectMany((v, i) => v.Layers.Select(l => ColourCells.Of(
                TaskLabel.Width + (column * l.Layer), Top + (row * i), column, row, Strength(v, l, scale), Hint(order.Names[i], v, l), stripes))),
            order.Vectors.SelectMany((v, i) => v.Layers.Select(l => ColourCells.Mark(
                TaskLabel.Width + (column * l.Layer), Top + (row * i), column, row, v.Evidence(l)))),
            Shape("rect", Class("frame"), At("x", TaskLabel.Width), At("y", Top), At("width", width), At("height", height)),
            Ticks(order.LayerCount, TaskLabel.Width, column, Top + height),
            Label("mark middle", TaskLabel.Width + (width / 2), Top + height + 30, "decoder layer"),
            ClusterTree.Of(order, right + 4, Top, TreeWidth, row));
    }

    /// <summary>Layer numbers below columns, as many as there is room for.</summary>
    public static IEnumerable<XElement> Ticks(int layers, double left, double column, double bottom)
    {
        var step = column >= 16 ? 1 : column >= 12 ? 2 : 5;
        for (var layer = 0; layer < layers; layer += step)
            yield return Label("mark middle", left + (column * (layer + 0.5)), bottom + 14, Count(layer));
    }

    private static double Strength(TaskVector vector, LayerEffect l, DeltaScale scale) =>
        l.Samples == 0 ? double.NaN : scale.Strength(l.Delta, vector.Evidence(l));

    private static string Hint(string name, TaskVector vector, LayerEffect l) => l.Samples == 0
        ? $"{name}, layer {l.Layer}: not swept"
        : $"{name}, layer {l.Layer}: {Points(l.Delta)} points (n {l.Samples}{(l.Samples < vector.Samples ? $" of {vector.Samples}" : "")}, "
            + $"fixed {l.Counts.Fixed}, broken {l.Counts.Broken}, corrected p {PValue(l.HolmPValue)})";
}
