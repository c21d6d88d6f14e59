using System.Globalization;
using Spectre.Console;
using TaLo.LlamaCpp.Speed;
using TaLo.Terminal.Diagnosis;

namespace TaLo.Terminal.Views;

/// <summary>A benchmark's figures as one table.</summary>
internal static class SpeedView
{
    /// <summary>Prints it.</summary>
    public static void Print(SpeedFigures figures, KnockoutEvidence? evidence)
    {
        var image = figures.ImageTokens > 0 ? $" ({figures.ImageTokens} of them the image's)" : "";
        Messages.Print($"{figures.Model}: {figures.Layers} layers, prompt of {figures.PromptTokens} positions{image}, {figures.Engine}, {figures.Machine}");
        var table = new Table().Border(TableBorder.Simple).AddColumn("measure");
        table.AddColumn(new TableColumn("seen").RightAligned());
        table.AddColumn(new TableColumn("times as fast").RightAligned());
        table.AddColumn("as");
        foreach (var row in figures.Rows)
            Add(table, row.Name, Seconds(row.Seconds), row.Speedup is { } times ? Text($"{times:0.000}") : "", row.Against ?? "");
        if (evidence is not null)
        {
            foreach (var proof in evidence.Proofs)
                Add(table, $"{proof.Knockout} against a {proof.File} file", ProofView.Difference(proof.Difference), "", "");
            Add(table, "base model, before and after", ProofView.Difference(evidence.BackToBase), "", "");
        }
        Messages.Data.Write(table);
        var layers = figures.Layers;
        Messages.Print(Text($"{figures.Rounds} rounds, medians. One of {layers} layers bypassed saves at most {layers}/{layers - 1} = {(double)layers / (layers - 1):0.000}. ")
            + $"Peak memory {Sizes.Text(figures.PeakMemoryBytes)}, four contexts.");
        Messages.Print("How many passes a race saves does not depend on the machine: docs/speed.md.");
    }

    /// <summary>Four digits, whatever the size: the ratios must be seen in the seconds.</summary>
    public static string Seconds(double seconds) => seconds >= 1 || seconds <= 0
        ? Text($"{seconds:0.000} s")
        : seconds.ToString("F" + (3 - (int)Math.Floor(Math.Log10(seconds))), CultureInfo.InvariantCulture) + " s";

    private static void Add(Table table, params string[] cells) => table.AddRow(cells.Select(c => new Text(c)));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Differences of logits as people read them.</summary>
internal static class ProofView
{
    /// <summary>A difference in parts of the largest logit.</summary>
    public static string Difference(double difference) => difference == 0
        ? "equal to the bit"
        : string.Create(CultureInfo.InvariantCulture, $"{difference:0.0e+0} of the largest logit");
}
