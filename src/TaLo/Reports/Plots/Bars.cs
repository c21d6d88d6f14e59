using ScottPlot;
using TaLo.Statistics;

namespace TaLo.Reports.Plots;

/// <summary>Bars of Δ in percentage points, with their intervals.</summary>
internal static class Bars
{
    private static readonly Color Whisker = Color.FromHex("#333333");

    public static void Add(Plot plot, double position, double delta, Interval? interval, Orientation orientation)
    {
        plot.Add.Bar(new Bar
        {
            Position = position,
            Value = 100 * delta,
            Size = 0.7,
            FillColor = delta < 0 ? DivergingColours.Loss : DivergingColours.Gain,
            LineWidth = 0,
            Orientation = orientation,
        });
        if (interval is not { } i || !double.IsFinite(i.Lower) || !double.IsFinite(i.Upper)) return;
        var line = orientation == Orientation.Vertical
            ? plot.Add.Line(position, 100 * i.Lower, position, 100 * i.Upper)
            : plot.Add.Line(100 * i.Lower, position, 100 * i.Upper, position);
        line.Color = Whisker;
        line.LineWidth = 1.4f;
        line.MarkerSize = 0;
    }

    /// <summary>The reach of an axis, in points, that holds one more bar.</summary>
    public static (double Low, double High) Reach(double low, double high, double delta, Interval? interval)
    {
        var values = new[] { delta, interval?.Lower ?? 0, interval?.Upper ?? 0 }.Where(double.IsFinite).Select(v => 100 * v).ToList();
        return (Math.Min(low, values.Min()), Math.Max(high, values.Max()));
    }
}
