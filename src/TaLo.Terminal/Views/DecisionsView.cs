using Spectre.Console;
using TaLo.Selection;
using TaLo.Selection.Evidence;
using TaLo.Statistics;
using TaLo.UseCases;

namespace TaLo.Terminal.Views;

/// <summary>Decisions as a table: the choice, what chose it, and what it does to samples that did not choose it.</summary>
internal static class DecisionsView
{
    /// <summary>Prints every decision and, where there is one, how stable it is.</summary>
    public static void Print(Adapted adapted)
    {
        var decisions = adapted.Decisions;
        var table = new Table().Border(TableBorder.Simple).AddColumns("task", "bypass");
        table.AddColumn(new TableColumn("probe").RightAligned());
        table.AddColumn("p adjusted");
        table.AddColumn(new TableColumn("held out").RightAligned());
        table.AddColumn("base");
        table.AddColumn("difference [[95%]]");
        table.AddColumn("fixed/broken");
        table.AddColumn("p");
        foreach (var d in decisions)
        {
            var probe = d.ChosenEvidence;
            var judged = d.Verdict == Verdict.Chosen ? d.HeldOut?.Counts : null;
            table.AddRow(
                new Text(d.Task),
                new Text(d.Verdict == Verdict.Skipped ? "skipped" : d.Chosen?.ToString() ?? "none"),
                new Text(probe?.Counts.Size ?? $"{(d.Rounds.Count > 0 ? d.Rounds[^1].Samples.Count : 0)}"),
                new Text(Numbers.P(probe?.AdjustedPValue)),
                new Text(d.HeldOut?.Counts.Size ?? "0"),
                new Text(Numbers.Percent(d.HeldOut?.Counts.BaseAccuracy ?? double.NaN)),
                new Text(judged is null ? "" : Numbers.Points(judged.Difference, judged.DifferenceInterval)),
                new Text(judged is null ? "" : $"{judged.Fixed}/{judged.Broken}"),
                new Text(judged is null ? "" : Numbers.P(judged.PValue)));
        }
        Messages.Data.Write(table);
        if (decisions.Any(d => d.Verdict == Verdict.Chosen))
            Messages.Print("95%: Tango's score interval; p: McNemar's exact test, the stricter of the two where every sample stands alone");
        if (decisions.Any(d => d.HeldOut?.Counts.Groups is not null || d.Evidence.Any(e => e.Counts.Groups is not null)))
            Messages.Print(ClusterText.Tested);
        foreach (var d in decisions)
        {
            Messages.Print($"{d.Task}: {d.Reason}");
            foreach (var note in d.Notes)
                Messages.Print($"  note: {note}");
        }
        PrintMean(decisions);
        PrintStability(adapted.Stability);
        SetPathView.Print(adapted.Paths);
    }

    private static void PrintMean(IReadOnlyList<Decision> decisions)
    {
        var judged = decisions.Where(d => d.HeldOut is { Counts.Samples: > 0 }).Select(d => d.HeldOut!.Counts).ToList();
        if (judged.Count > 0)
            Messages.Print($"mean held-out difference over {Quantity.Of(judged.Count, "task")}, those without a bypass included: {Numbers.Points(judged.Average(c => c.Difference))} points");
    }

    private static void PrintStability(IReadOnlyList<StabilityReport> stability)
    {
        var drawn = stability.Where(s => s.Redraws > 0).ToList();
        if (drawn.Count == 0)
            return;
        Messages.Print($"\nhow stable: the probe set drawn {drawn[0].Redraws} times from the same samples");
        var table = new Table().Border(TableBorder.Simple).AddColumns("task", "chosen, share of draws");
        table.AddColumn(new TableColumn("none").RightAligned());
        table.AddColumn(new TableColumn("mean held-out").RightAligned());
        table.AddColumn(new TableColumn("harmed").RightAligned());
        foreach (var s in drawn)
            table.AddRow(
                new Text(s.Task),
                new Text(string.Join(", ", s.Choices.Take(3).Select(c => $"{c.Knockout} {Numbers.Percent(c.Share)}"))),
                new Text(Numbers.Percent(s.None)),
                new Text(Numbers.Points(s.HeldOutGain)),
                new Text(Numbers.Percent(s.Harmed)));
        Messages.Data.Write(table);
    }
}
