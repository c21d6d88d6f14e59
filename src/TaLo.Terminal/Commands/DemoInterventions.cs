using Spectre.Console;
using TaLo.Models;
using TaLo.Scoring;
using TaLo.Statistics;
using TaLo.UseCases;
using TaLo.Vectors;

namespace TaLo.Terminal.Commands;

/// <summary>What else can be done to the layer that the demo found: one screenful, a few seconds.</summary>
internal static class DemoInterventions
{
    // A difference as large as the found one shows in so few.
    private const int Samples = 20;

    private static readonly KnockoutKind[] Kinds =
        [KnockoutKind.Uniform(), KnockoutKind.Zero(Module.Attention).In(Scope.Answer), KnockoutKind.Repeat()];

    /// <summary>Tries the other interventions on the layer whose bypass gained most, on the first samples of its task, and prints them beside the bypass.</summary>
    /// <param name="session">The sweep that found it, its model still loaded.</param>
    /// <param name="rows">Its passes.</param>
    /// <param name="stop">Stops it.</param>
    /// <returns>Whether it came to its end.</returns>
    public static bool Show(SweepSession session, IReadOnlyList<ScoredPass> rows, CancellationToken stop)
    {
        var layers = session.Model.Facts.Layers;
        if (TaskVectors.From(rows, layers).MaxBy(v => v.Highest?.Delta) is not { Highest: { } found } vector)
            return true;
        var whole = session.Plan.Tasks.First(t => t.Task == vector.Task);
        var task = whole with { Samples = [.. whole.Samples.Take(Samples)] };
        var asked = task.Samples.Select(s => s.Index).ToHashSet();
        Messages.Print($"\nWhat else can be done to layer {found.Layer}? The first {Quantity.Of(asked.Count, "sample")} of {vector.Task} again, under other interventions:");
        List<(Knockout Knockout, PairedComparison Counts)> tried = [Compare(new Knockout(found.Layer, vector.Kind), rows)];
        foreach (var knockout in Kinds.Select(kind => new Knockout(found.Layer, kind)).Where(k => k.IsPossible(layers) && (k.Kind.Scope == Scope.All || !session.Plan.Scoring.IsByText)))
        {
            var plan = session.Plan with { Tasks = [task], Knockouts = [knockout] };
            if (session.Run(plan, stop).Stopped)
                return false;
            tried.Add(Compare(knockout, session.Store.Passes(plan.SweepOf(session.Model, session.Data, DateTimeOffset.UtcNow).Id)));
        }

        Print(tried);
        return true;

        (Knockout, PairedComparison) Compare(Knockout knockout, IEnumerable<ScoredPass> passes) => (knockout, TaskVectors
            .From([.. passes.Where(p => p.Task == task.Task && asked.Contains(p.Index) && (p.Knockout is null || p.Knockout == knockout))], layers)
            .Single(v => v.Kind == knockout.Kind).Layers[knockout.Layer].Counts);
    }

    private static void Print(IReadOnlyList<(Knockout Knockout, PairedComparison Counts)> tried)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("knockout", "what is done");
        foreach (var name in new[] { "base", "difference [[95%]]", "fixed/broken", "p" })
            table.AddColumn(new TableColumn(name).RightAligned());
        foreach (var (knockout, counts) in tried)
            table.AddRow(
                new Text(knockout.ToString()), new Text(knockout.Kind.Words), new Text(Numbers.Percent(counts.BaseAccuracy)),
                new Text(Numbers.Points(counts.Difference, counts.DifferenceInterval)), new Text($"{counts.Fixed}/{counts.Broken}"), new Text(Numbers.P(counts.PValue)));
        Messages.Data.Write(table);
        Messages.Print("95%: Tango's score interval; p: McNemar's exact test, the stricter of the two. The layer was found by its bypass on these very samples, which flatters that; the others only follow. Over all layers: `talo sweep --intervention uniform|repeat`, `--scope answer`; what they are for: docs/method.md.");
    }
}
