using Spectre.Console;
using TaLo.Statistics;
using TaLo.UseCases;

namespace TaLo.Terminal.Views;

/// <summary>An evaluation as a table: every task, all samples together, and the mean over tasks.</summary>
internal static class EvaluationView
{
    /// <summary>Prints it.</summary>
    public static void Print(IReadOnlyList<TaskEvaluation> tasks)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("task", "bypass", "from");
        foreach (var name in new[] { "samples", "base", "adapted" })
            table.AddColumn(new TableColumn(name).RightAligned());
        table.AddColumns("difference [[95%]]", "fixed/broken/same", "p");
        foreach (var t in tasks)
            Row(table, t.Task, t.Set ?? t.Knockout?.ToString() ?? "none", t.Protocol is { } protocol ? $"{t.Source}, {protocol}" : t.Source, t.Counts);
        var all = PairedComparison.Of([.. tasks.SelectMany(t => t.Pairs)]);
        table.AddEmptyRow();
        Row(table, SweepPair.AllSamples, tasks.All(t => t.Set is null && t.Knockout is null) ? "none" : "", "", all);
        Messages.Data.Write(table);
        Messages.Print("95%: Tango's score interval; p: McNemar's exact test, the stricter of the two where every sample stands alone");
        var judged = tasks.Where(t => t.Counts.Samples > 0).Select(t => t.Counts.Difference).ToList();
        Messages.Print($"mean difference over {Quantity.Of(judged.Count, "task")}: {Numbers.Points(judged.DefaultIfEmpty(double.NaN).Average())} points");
        if (tasks.Sum(t => t.LeftOut) is > 0 and var left)
            Messages.Print($"{Quantity.Of(left, "sample")} that had a part in choosing left out");
        foreach (var others in tasks.Where(t => t.ChosenOn is not null).GroupBy(t => t.ChosenOn))
            Messages.Print($"{Quantity.Of(others.Count(), "task")} judged on all samples, for the profile was made on another file ({others.Key}): where this one holds samples of that, they may have chosen the layer");
        if (all.Groups is not null)
            Messages.Print(ClusterText.Tested);
        if (tasks.Any(t => t.BaseAnswers is not null))
            PrintAnswers(tasks);
        if (tasks.Any(t => t.Circular is not null))
            PrintCircular([.. tasks.Where(t => t.Circular is not null)]);
    }

    private static void PrintAnswers(IReadOnlyList<TaskEvaluation> tasks)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumn("generated answers");
        foreach (var name in new[] { "base score", "adapted score", "base unmatched", "adapted unmatched" })
            table.AddColumn(new TableColumn(name).RightAligned());
        foreach (var t in tasks)
        {
            if (t is { BaseAnswers: { } before, AdaptedAnswers: { } after })
                table.AddRow(new Text(t.Task), new Text(Numbers.Percent(before.MeanScore)), new Text(Numbers.Percent(after.MeanScore)), new Text($"{before.Unmatched}"), new Text($"{after.Unmatched}"));
        }
        Messages.Data.Write(table);
        Messages.Print(AnswerText.Explained);
    }

    private static void PrintCircular(IReadOnlyList<TaskEvaluation> tasks)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumn("circular evaluation");
        foreach (var name in new[] { "questions", "vanilla base", "vanilla adapted", "circular base", "circular adapted" })
            table.AddColumn(new TableColumn(name).RightAligned());
        table.AddColumns("difference [[95%]]", "fixed/broken/same", "p");
        foreach (var t in tasks)
        {
            var (c, v) = (t.Circular!.Circular, t.Circular.Vanilla);
            table.AddRow(
                new Text(t.Task), new Text(c.Size), new Text(Numbers.Percent(v.BaseAccuracy)), new Text(Numbers.Percent(v.AdaptedAccuracy)),
                new Text(Numbers.Percent(c.BaseAccuracy)), new Text(Numbers.Percent(c.AdaptedAccuracy)),
                new Text(Numbers.Points(c.Difference, c.DifferenceInterval)), new Text($"{c.Fixed}/{c.Broken}/{c.Unchanged}"), new Text(Numbers.P(c.PValue)));
        }
        Messages.Data.Write(table);
        Messages.Print(AnswerText.CircularExplained(tasks.Sum(t => t.Circular!.Incomplete)));
    }

    private static void Row(Table table, string task, string bypass, string source, PairedComparison c) => table.AddRow(
        new Text(task), new Text(bypass), new Text(source),
        new Text(c.Size), new Text(Numbers.Percent(c.BaseAccuracy)), new Text(Numbers.Percent(c.AdaptedAccuracy)),
        new Text(bypass == "none" ? "" : Numbers.Points(c.Difference, c.DifferenceInterval)), new Text($"{c.Fixed}/{c.Broken}/{c.Unchanged}"), new Text(bypass == "none" ? "" : Numbers.P(c.PValue)));
}
