using ScottPlot;
using ScottPlot.Plottables;
using ScottPlot.TickGenerators;

namespace TaLo.Reports.Plots;

/// <summary>What all plots have in common: a font that is there, a data area of a wanted size, tasks as rows.</summary>
internal sealed class Figure : IDisposable
{
    private const float FontSize = 13;
    private const int LongestName = 42;
    private const double Scale = 2;

    private float left = 60, right = 24;
    private readonly float top;

    public Figure(string title)
    {
        BundledFont.Use();
        Plot = new Plot { ScaleFactor = Scale };
        Plot.HideGrid();
        top = title.Length == 0 ? 16 : 40;
        Plot.Title(ReportText.Short(title, 90), 15);
        Plot.Axes.Title.Label.Bold = false;
        foreach (var axis in Plot.Axes.GetAxes())
        {
            axis.TickLabelStyle.FontSize = FontSize;
            axis.Label.FontSize = FontSize;
            axis.Label.Bold = false;
            axis.TickGenerator = new NumericAutomatic { LabelFormatter = ReportText.Plain };
        }
    }

    public Plot Plot { get; }

    /// <exception cref="ArgumentException">There is nothing to plot.</exception>
    public static void Require(bool given)
    {
        if (!given) throw new ArgumentException("there is nothing to plot");
    }

    /// <summary>Names to the left of rows 0…n−1, the first row on top.</summary>
    public void NameRows(IReadOnlyList<string> names)
    {
        var shown = names.Select(n => ReportText.Short(n, LongestName)).ToArray();
        Plot.Axes.Left.SetTicks([.. shown.Select((_, i) => Row(i, names.Count))], shown);
        Plot.Axes.Left.MajorTickStyle.Length = 0;
        Plot.Axes.Left.TickLabelStyle.OffsetY = 2;
        left = 16 + shown.Select(n => BundledFont.Width(n, FontSize)).DefaultIfEmpty().Max();
    }

    /// <summary>Where a row lies on the vertical axis.</summary>
    public static double Row(double row, int count) => count - 1 - row;

    /// <summary>Layer numbers below columns 0…L−1, as many as there is room for.</summary>
    public void NumberLayers(int layers, double column)
    {
        var step = column >= 20 ? 1 : column >= 12 ? 2 : 5;
        var ticks = Enumerable.Range(0, layers).Where(l => l % step == 0).ToArray();
        Plot.Axes.Bottom.SetTicks([.. ticks.Select(t => (double)t)], [.. ticks.Select(ReportText.Count)]);
        Plot.Axes.Bottom.MajorTickStyle.Length = 3;
    }

    /// <summary>
    /// Coloured cells, the first row on top, and to the right their scale from −limit to limit; a value that is not a
    /// number is grey.
    /// </summary>
    public void AddCells(
        int rows, int columns, Func<int, int, double> value, double limit, (string Low, string Middle, string High) labels)
    {
        // ScottPlot throws where there is no number at all: a white column beyond the last one keeps it from that.
        var values = new double[rows, columns + 1];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
                values[row, column] = value(row, column);
        }

        var cells = Plot.Add.Heatmap(values);
        cells.Colormap = new DivergingColours();
        cells.ManualRange = new ScottPlot.Range(-limit, limit);
        cells.NaNCellColor = DivergingColours.Missing;
        AddScale(cells, limit, labels);
    }

    /// <summary>The plot as a PNG file whose data area has the given size before scaling.</summary>
    public byte[] Png(double dataWidth, double dataHeight)
    {
        var bottom = Plot.Axes.Bottom.Label.Text.Contains('\n') ? 70f : 52f;
        var overhang = (float)((WidestText() - dataWidth) / 2) + 8;
        (left, right) = (Math.Max(left, overhang), Math.Max(right, overhang));
        Plot.Layout.Fixed(new PixelPadding(left, right, bottom, top));
        return Plot.GetImageBytes(
            (int)(Scale * (dataWidth + left + right)), (int)(Scale * (dataHeight + bottom + top)), ImageFormat.Png);
    }

    public void Dispose() => Plot.Dispose();

    /// <summary>The wider of the texts above and below the data area; they stand on its middle.</summary>
    private float WidestText() => Math.Max(
        BundledFont.Width(Plot.Axes.Title.Label.Text, Plot.Axes.Title.Label.FontSize),
        Plot.Axes.Bottom.Label.Text.Split('\n').Max(line => BundledFont.Width(line, FontSize)));

    private void AddScale(Heatmap cells, double limit, (string Low, string Middle, string High) labels)
    {
        var legend = Plot.Add.ColorBar(cells, Edge.Right);
        legend.Axis.SetTicks([-limit, 0, limit], [labels.Low, labels.Middle, labels.High]);
        legend.Axis.TickLabelStyle.FontSize = FontSize;
        right = 76 + new[] { labels.Low, labels.Middle, labels.High }.Max(l => BundledFont.Width(l, FontSize));
    }
}
