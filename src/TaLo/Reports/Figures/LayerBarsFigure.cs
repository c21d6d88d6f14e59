using System.Xml.Linq;
using TaLo.Vectors;
using static TaLo.Reports.Markup;
using static TaLo.Reports.ReportText;

namespace TaLo.Reports.Figures;

/// <summary>One task's vector: Δ of each layer as a bar with its 95 % interval.</summary>
internal static class LayerBarsFigure
{
    private const double Left = 56, Top = 8, Height = 300;
    private const int MostTicks = 8;
    private static readonly int[] Factors = [1, 2, 5, 10];

    public static XElement Of(TaskVector vector)
    {
        var swept = vector.Layers.Where(l => l.Samples > 0).ToList();
        var column = Math.Clamp(900.0 / Math.Max(1, vector.Layers.Count), 12, 40);
        var width = Math.Max(420, column * vector.Layers.Count);
        var ends = swept.SelectMany(l => new[] { l.Delta, l.Counts.DifferenceInterval.Lower, l.Counts.DifferenceInterval.Upper })
            .Where(double.IsFinite).Append(0).ToList();
        var step = Step(ends.Max() - ends.Min());
        var (low, high) = (step * Math.Floor(ends.Min() / step), step * Math.Max(1, Math.Ceiling(ends.Max() / step)));
        double Y(double delta) => Top + (Height * (high - delta) / (high - low));
        double X(int layer) => Left + (column * (layer + 0.5));
        return Drawing($"Layers of {vector.Task}", Left + width + 12, Top + Height + 36,
            Enumerable.Range(0, (int)Math.Round((high - low) / step) + 1).Select(i => low + (i * step)).SelectMany(t => new[]
            {
                Line("axis", Left, Y(t), Left + width, Y(t)),
                Label("mark end", Left - 6, Y(t) + 4, Points(Math.Abs(t) < step / 2 ? 0 : t)),
            }),
            swept.SelectMany(l => Bar(vector, l, X(l.Layer), 0.7 * column, Y)),
            Line("zero", Left, Y(0), Left + width, Y(0)),
            HeatMapFigure.Ticks(vector.Layers.Count, Left, column, Top + Height),
            Label("mark middle", Left + (width / 2), Top + Height + 30,
                $"{VectorNames.Layer(vector.Kind)} (no bar: not swept); bars: Δ in percentage points; n = {vector.Samples}{Few(vector)}"));
    }

    private static IEnumerable<XElement> Bar(TaskVector vector, LayerEffect l, double x, double width, Func<double, double> y)
    {
        var interval = l.Counts.DifferenceInterval;
        yield return Shape("rect", Class(l.Delta < 0 ? "loss" : "gain"),
            At("x", x - (width / 2)), At("y", y(Math.Max(0, l.Delta))), At("width", width), At("height", Math.Abs(y(l.Delta) - y(0))),
            At("fill-opacity", vector.Evidence(l) == CellEvidence.Significant ? 1 : 0.35));
        if (double.IsFinite(interval.Lower))
            yield return Line("whisker", x, y(interval.Lower), x, y(interval.Upper));
    }

    /// <summary>The distance of the lines: 1, 2 or 5 times a power of ten.</summary>
    private static double Step(double reach)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(Math.Max(0.02, reach) / MostTicks)));
        return Factors.Select(f => f * power).First(s => reach / s <= MostTicks);
    }

    private static string Few(TaskVector vector) => vector.Partial.ToList() is { Count: > 0 } few
        ? $", in {few.Count} layers only {few.Min(l => l.Samples)} to {few.Max(l => l.Samples)}"
        : "";
}
