using System.Globalization;
using Spectre.Console;
using TaLo.Profiles;
using TaLo.Selection.Sets;
using TaLo.Statistics;

namespace TaLo.Terminal.Views;

/// <summary>How sets of layers came about: each step against the step before.</summary>
internal static class SetPathView
{
    /// <summary>Prints what was looked for just now.</summary>
    public static void Print(IReadOnlyList<SetPath> paths)
    {
        if (paths.Count == 0)
            return;
        Messages.Print("\nsets of layers: each step against the step before (its reason calls that the base model), on samples that did not choose it");
        Print(paths.SelectMany(p => p.Steps.Select(s => (p.Task, ProfileStep.Of(s)))));
        foreach (var path in paths)
            Messages.Print($"{path.Task}: {path.Set}{(path.HeldOut is { } held ? $", against the base model on {Quantity.Clustered(held.Samples, held.Clusters)} held-out samples: {Change(held)}" : "")}");
        foreach (var (task, step) in paths.SelectMany(p => p.Steps.Select(s => (p.Task, Step: s))))
            Messages.Print($"  {task}, step {step.Number}: {step.Why}");
        if (paths.Any(p => p.HeldOut is not null))
            Messages.Print("the held-out samples also said where to stop, which flatters a set a little; talo eval on other samples does not");
    }

    /// <summary>Prints the steps of one profile.</summary>
    public static void Print(TaskProfile profile) => Print((profile.Steps ?? []).Select(s => (profile.Task, s)));

    private static void Print(IEnumerable<(string Task, ProfileStep Step)> steps)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("task", "step", "added");
        table.AddColumn(new TableColumn("probe").RightAligned());
        table.AddColumn("p adjusted");
        table.AddColumn(new TableColumn("held out").RightAligned());
        table.AddColumns("before, after", "difference [[95%]]", "fixed/broken", "p", "kept");
        foreach (var task in steps.GroupBy(s => s.Task))
        {
            foreach (var (number, (_, s)) in task.Index())
            {
                var held = s.HeldOut;
                table.AddRow(
                    new Text(task.Key),
                    new Text((number + 1).ToString(CultureInfo.InvariantCulture)),
                    new Text(s.Knockout?.ToString() ?? "none"),
                    new Text(s.Probe?.Size ?? ""),
                    new Text(Numbers.P(s.AdjustedPValue)),
                    new Text(held?.Size ?? ""),
                    new Text(held is null ? "" : $"{Numbers.Percent(held.BaseAccuracy)}, {Numbers.Percent(held.AdaptedAccuracy)}"),
                    new Text(held is null ? "" : Numbers.Points(held.Difference, held.DifferenceInterval)),
                    new Text(held is null ? "" : $"{held.Fixed}/{held.Broken}"),
                    new Text(held is null ? "" : Numbers.P(held.PValue)),
                    new Text(s.IsKept ? "yes" : "no"));
            }
        }
        Messages.Data.Write(table);
    }

    private static string Change(PairedComparison held) =>
        $"{Numbers.Percent(held.BaseAccuracy)} to {Numbers.Percent(held.AdaptedAccuracy)}, {Numbers.Points(held.Difference, held.DifferenceInterval)}, {held.Fixed} fixed, {held.Broken} broken, p {Numbers.P(held.PValue)}";
}
