using ScottPlot;

namespace TaLo.Reports.Plots;

/// <summary>Several tasks as a PNG: each one's Δ as a bar with its interval.</summary>
public static class TaskBars
{
    /// <summary>Draws the bars from top to bottom.</summary>
    /// <param name="bars">At least one bar.</param>
    /// <param name="title">The plot's title; may be empty.</param>
    /// <param name="axis">What the bars measure, in percentage points.</param>
    /// <returns>A PNG file.</returns>
    public static byte[] Png(IReadOnlyList<TaskBar> bars, string title = "", string axis = "held-out Δ, percentage points")
    {
        PlotInput.Require(bars.Count > 0);
        using var figure = new Figure(title);
        var (low, high) = (0.0, 0.0);
        foreach (var (row, bar) in bars.Index().Where(b => double.IsFinite(b.Item.Delta)))
        {
            Bars.Add(figure.Plot, Figure.Row(row, bars.Count), bar.Delta, bar.Interval, Orientation.Horizontal);
            (low, high) = Bars.Reach(low, high, bar.Delta, bar.Interval);
        }

        figure.Plot.Add.VerticalLine(0, 1, Colors.Black);
        figure.NameRows([.. bars.Select(b => b.Name)]);
        figure.Plot.XLabel(axis);
        var pad = Math.Max(0.5, (high - low) * 0.06);
        figure.Plot.Axes.SetLimits(low - pad, high + pad, -0.7, bars.Count - 0.3);
        return figure.Png(560, (bars.Count > 20 ? 18 : 26) * (bars.Count + 0.4));
    }
}
