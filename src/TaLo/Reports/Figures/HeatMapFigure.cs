using System.Xml.Linq;
using TaLo.Vectors;
using static TaLo.Reports.Markup;
using static TaLo.Reports.ReportText;

namespace TaLo.Reports.Figures;

/// <summary>Tasks × layers with the tasks' cluster tree, or the blocks of one task: lengths × first layers.</summary>
internal static class HeatMapFigure
{
    private const double Top = 44, TreeWidth = 120;

    public static XElement Of(TaskOrder order) => Of(
        "Task-Layer Interaction Vectors", $"stripes-{order.Vectors[0].Kind.ToString().Replace(' ', '-')}", order.Vectors, order.Names, VectorNames.Layer(order.Vectors[0].Kind),
        (right, row) => ClusterTree.Of(order, right, Top, TreeWidth, row));

    /// <summary>The map of one task's repeated blocks.</summary>
    /// <param name="place">The task's place in the report.</param>
    /// <param name="blocks">The task's vectors, by rising length of their blocks.</param>
    public static XElement OfBlocks(int place, IReadOnlyList<TaskVector> blocks) => Of(
        $"Repeated blocks of {blocks[0].Task}", $"stripes-blocks-{place}", blocks, [.. blocks.Select(v => v.Kind.Words)], "layer that the block begins with");

    private static XElement Of(
        string title, string stripes, IReadOnlyList<TaskVector> vectors, IReadOnlyList<string> names, string layers,
        Func<double, double, IEnumerable<XElement>>? beside = null)
    {
        var count = vectors.Max(v => v.Layers.Count);
        var row = vectors.Count > 20 ? 15 : 20.0;
        var column = Math.Clamp(680.0 / Math.Max(1, count), 9, 26);
        var (width, height) = (column * count, row * vectors.Count);
        var right = TaskLabel.Width + width;
        var scale = DeltaScale.Of(vectors);
        return Drawing(title, Math.Max(right + TreeWidth + 12, 640), Top + height + 34,
            ColourCells.Stripes(stripes),
            ColourCells.Legend(TaskLabel.Width, 4, Ends(scale), "Δ, percentage points"),
            names.Select((name, i) => TaskLabel.Of(name, Top + (row * (i + 0.5)))),
            vectors.SelectMany((v, i) => v.Layers.Select(l => ColourCells.Of(
                TaskLabel.Width + (column * l.Layer), Top + (row * i), column, row, Strength(v, l, scale), Hint(names[i], v, l), stripes))),
            vectors.SelectMany((v, i) => v.Layers.Select(l => ColourCells.Mark(
                TaskLabel.Width + (column * l.Layer), Top + (row * i), column, row, v.Evidence(l)))),
            Shape("rect", Class("frame"), At("x", TaskLabel.Width), At("y", Top), At("width", width), At("height", height)),
            Ticks(count, TaskLabel.Width, column, Top + height),
            Label("mark middle", TaskLabel.Width + (width / 2), Top + height + 30, layers),
            beside?.Invoke(right + 4, row) ?? []);
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
