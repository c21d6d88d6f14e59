using ScottPlot;
using TaLo.Vectors;

namespace TaLo.Reports.Plots;

/// <summary>One task as a PNG: Δ of each layer as a bar with its 95 % interval.</summary>
public static class LayerBars
{
    private static readonly Color Whisker = Color.FromHex("#333333");

    /// <summary>Draws one Task-Layer Interaction Vector.</summary>
    /// <param name="vector">The vector.</param>
    /// <param name="title">The plot's title; null for the vector's name.</param>
    /// <returns>A PNG file.</returns>
    public static byte[] Png(TaskVector vector, string? title = null)
    {
        Figure.Require(vector.Layers.Count > 0);
        var column = Math.Clamp(900.0 / vector.Layers.Count, 12, 40);
        using var figure = new Figure(title ?? $"{vector.Task}, module {VectorNames.Of(vector.Module)}");
        var (low, high) = (0.0, 0.0);
        foreach (var effect in vector.Layers.Where(l => l.Samples > 0))
        {
            var interval = effect.Counts.DifferenceInterval;
            Add(figure.Plot, effect, vector.Evidence(effect) == CellEvidence.Significant);
            (low, high) = (Math.Min(low, 100 * Math.Min(effect.Delta, interval.Lower)), Math.Max(high, 100 * Math.Max(effect.Delta, interval.Upper)));
        }

        figure.Plot.Add.HorizontalLine(0, 1, Colors.Black);
        figure.NumberLayers(vector.Layers.Count, column);
        figure.Plot.XLabel($"decoder layer (no line: not swept); lines: 95 % intervals; pale: may be luck; n = {vector.Samples}{Few(vector)}");
        figure.Plot.YLabel("Δ, percentage points");
        var pad = Math.Max(0.5, (high - low) * 0.06);
        figure.Plot.Axes.SetLimits(-0.7, vector.Layers.Count - 0.3, low - pad, high + pad);
        return figure.Png(Math.Max(420, column * vector.Layers.Count), 300);
    }

    private static string Few(TaskVector vector) => vector.Partial.ToList() is { Count: > 0 } few
        ? $", in {few.Count} layers only {few.Min(l => l.Samples)} to {few.Max(l => l.Samples)}"
        : "";

    private static void Add(Plot plot, LayerEffect effect, bool isSignificant)
    {
        var interval = effect.Counts.DifferenceInterval;
        plot.Add.Bar(new Bar
        {
            Position = effect.Layer,
            Value = 100 * effect.Delta,
            Size = 0.7,
            FillColor = (effect.Delta < 0 ? DivergingColours.Loss : DivergingColours.Gain).WithAlpha(isSignificant ? 1 : 0.35),
            LineWidth = 0,
        });
        var line = plot.Add.Line(effect.Layer, 100 * interval.Lower, effect.Layer, 100 * interval.Upper);
        line.Color = Whisker;
        line.LineWidth = 1.4f;
        line.MarkerSize = 0;
    }
}
