using System.Globalization;
using Spectre.Console;

namespace TaLo.Terminal.Views;

/// <summary>A benchmark's figures as a table.</summary>
internal static class SpeedView
{
    /// <summary>Prints it.</summary>
    public static void Print(SpeedFigures figures)
    {
        Messages.Print($"{figures.Model}: {figures.Layers} layers, prompt of {figures.PromptTokens} positions, {figures.Engine}, {figures.Machine}");
        var table = new Table().Border(TableBorder.Simple).AddColumn("measure");
        table.AddColumn(new TableColumn("seconds").RightAligned());
        table.AddColumn(new TableColumn("times as fast").RightAligned());
        table.AddColumn("as");
        foreach (var row in figures.Rows)
            table.AddRow(
                new Text(row.Name),
                new Text(string.Create(CultureInfo.InvariantCulture, $"{row.Seconds:0.000}")),
                new Text(double.IsNaN(row.Speedup) ? "" : string.Create(CultureInfo.InvariantCulture, $"{row.Speedup:0.00}")),
                new Text(row.Against ?? ""));
        Messages.Data.Write(table);
        Messages.Print($"{figures.Rounds} rounds, medians; peak memory {Sizes.Text(figures.PeakMemoryBytes)} with the model loaded three times");
    }
}
