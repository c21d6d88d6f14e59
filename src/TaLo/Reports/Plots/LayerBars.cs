using ScottPlot;
using TaLo.Statistics;
using TaLo.Vectors;

namespace TaLo.Reports.Plots;

/// <summary>One task as a PNG: Δ of each layer as a bar with its 95 % interval.</summary>
public static class LayerBars
{
    /// <summary>Draws one Task-Layer Interaction Vector.</summary>
    /// <param name="vector">The vector.</param>
    /// <param name="title">The plot's title; null for the vector's name.</param>
    /// <returns>A PNG file.</returns>
    public static byte[] Png(TaskVector vector, string? title = null)
    {
        PlotInput.Require(vector.Layers.Count > 0);
        var column = Math.Clamp(900.0 / vector.Layers.Count, 12, 40);
        using var figure = new Figure(title ?? $"{vector.Task}, module {VectorNames.Of(vector.Module)}");
        var (low, high) = (0.0, 0.0);
        foreach (var effect in vector.Layers.Where(l => l.Samples > 0))
        {
            var interval = Intervals.PairedDifference(effect.Fixed, effect.Broken, effect.Samples);
            Bars.Add(figure.Plot, effect.Layer, effect.Delta, interval, Orientation.Vertical);
            (low, high) = Bars.Reach(low, high, effect.Delta, interval);
        }

        figure.Plot.Add.HorizontalLine(0, 1, Colors.Black);
        figure.NumberLayers(vector.Layers.Count, column);
        figure.Plot.XLabel($"decoder layer (no line: not swept); lines: 95 % intervals; n = {vector.Samples}");
        figure.Plot.YLabel("Δ, percentage points");
        var pad = Math.Max(0.5, (high - low) * 0.06);
        figure.Plot.Axes.SetLimits(-0.7, vector.Layers.Count - 0.3, low - pad, high + pad);
        return figure.Png(Math.Max(420, column * vector.Layers.Count), 300);
    }
}
