using Spectre.Console;
using TaLo.Statistics;
using TaLo.UseCases;
using TaLo.Vectors;

namespace TaLo.Terminal.Views;

/// <summary>Stored sweeps side by side, as tables.</summary>
internal static class ComparisonView
{
    /// <summary>Prints what they differ in, then each against the first.</summary>
    public static void Print(SweepComparison comparison)
    {
        foreach (var (place, sweep) in comparison.Sweeps.Index())
            Messages.Print($"{ComparisonText.Name(place)}  {ComparisonText.Line(sweep)}");
        PrintDifferences(comparison);
        foreach (var (place, pair) in comparison.Pairs.Index())
            Print(pair, ComparisonText.Name(0), ComparisonText.Name(place + 1));
        Messages.Print("95%: Tango's score interval; p: McNemar's exact test; fixed: wrong in the first sweep, right in the other; p adjusted (Holm): for all tasks of all pairs");
        if (comparison.Pairs.Any(p => p.All.Groups is not null))
            Messages.Print(ClusterText.Tested);
        if (!comparison.Pairs.SelectMany(p => p.Tasks).Any(t => t.Vectors.Count > 0))
            return;
        Messages.Print($"strip: one sign per layer, layer 0 first: {DeltaColours.Legend}");
        Messages.Print(ComparisonText.Correlations);
        Messages.Print(ComparisonText.Tops);
    }

    private static void PrintDifferences(SweepComparison comparison)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumn("differs in");
        foreach (var place in Enumerable.Range(0, comparison.Sweeps.Count))
            table.AddColumn(ComparisonText.Name(place));
        foreach (var difference in comparison.Differences)
            table.AddRow([new Text(difference.What), .. difference.Values.Select(v => new Text(v))]);
        Messages.Data.Write(table);
    }

    private static void Print(SweepPair pair, string first, string second)
    {
        Messages.Print($"{second} against {first}: the base models, over the samples that both asked");
        var table = new Table().Border(TableBorder.Simple).AddColumn("task");
        foreach (var name in new[] { "samples", first, second })
            table.AddColumn(new TableColumn(name).RightAligned());
        table.AddColumns("difference [[95%]]", "fixed/broken/same", "p", "p adjusted");
        foreach (var task in pair.Tested)
            Row(task.Task, task.Base, Numbers.P(task.HolmPValue));
        table.AddEmptyRow();
        Row(SweepPair.AllSamples, pair.All, "");
        Messages.Data.Write(table);
        foreach (var kinds in pair.Tasks.SelectMany(t => t.Vectors).Concat(pair.AllVectors).GroupBy(v => (First: v.First.Kind, Second: v.Second.Kind)).OrderBy(g => g.Key))
            Print(ComparisonText.Kinds(kinds.Key.First, kinds.Key.Second), [.. kinds], first, second);
        foreach (var line in ComparisonText.LeftOut(pair, first, second))
            Messages.Print(line);

        void Row(string task, PairedComparison c, string adjusted) => table.AddRow(
            new Text(task), new Text(c.Size), new Text(Numbers.Percent(c.BaseAccuracy)), new Text(Numbers.Percent(c.AdaptedAccuracy)),
            new Text(Numbers.Points(c.Difference, c.DifferenceInterval)), new Text($"{c.Fixed}/{c.Broken}/{c.Unchanged}"), new Text(Numbers.P(c.PValue)), new Text(adjusted));
    }

    private static void Print(string kinds, IReadOnlyList<VectorComparison> vectors, string first, string second)
    {
        Messages.Print($"{second} against {first}, {kinds}: the vectors");
        var table = new Table().Border(TableBorder.Simple).AddColumns("task", "");
        table.AddColumn(new TableColumn("layers").NoWrap());
        table.AddColumns("interferes most", "there");
        foreach (var name in new[] { "r", "rank r", "n", "halves", "same top" })
            table.AddColumn(new TableColumn(name).RightAligned());
        foreach (var v in vectors)
        {
            Own(v.First.Task, first, v, v.First, v.FirstTop, v.Second, v.Halves.First);
            Own("", second, v, v.Second, v.SecondTop, v.First, v.Halves.Second);
            table.AddRow(
                new Text(""), new Text($"{first}·{second}"), new Text(""), new Text(""), new Text(""),
                new Text(ComparisonText.Correlation(v.Pearson)), new Text(ComparisonText.Correlation(v.Spearman)), new Text($"{v.Layers}"),
                new Text(ComparisonText.Correlation(v.Halves.Across.Pearson)), new Text(ComparisonText.Share(v.Halves.Across.SameTop)));
        }
        Messages.Data.Write(table);

        void Own(string task, string name, VectorComparison v, TaskVector own, LayerEffect? top, TaskVector other, HalfAgreement half) => table.AddRow(
            new Text(task), new Text(name), VectorsView.Strip(own, own.Layers), new Text(ComparisonText.Top(top)), new Text(ComparisonText.There(v, top, other)),
            new Text(""), new Text(""), new Text(""), new Text(ComparisonText.Correlation(half.Pearson)), new Text(ComparisonText.Share(half.SameTop)));
    }
}
