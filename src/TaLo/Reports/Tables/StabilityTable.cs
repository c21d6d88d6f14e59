using static TaLo.Reports.ReportText;

namespace TaLo.Reports.Tables;

/// <summary>What redrawn probe sets choose.</summary>
internal static class StabilityTable
{
    private const int Shown = 3;

    public static ReportTable Of(Report report) => new(
        [new("Task"), new("Bypassed"), new("Redraws", true), new("Same choice", true), new("None", true), new("Chosen most often")],
        [.. report.Tasks.Where(t => t.Stability is not null).Select(t => Row(t, t.Stability!))]);

    /// <summary>Mean held-out Δ in points for each number of shots; one row a task.</summary>
    public static ReportTable Curves(Report report)
    {
        var tasks = report.Tasks.Where(t => t.Stability is { Curve.Count: > 0 }).ToList();
        var shots = tasks.SelectMany(t => t.Stability!.Curve).Select(p => p.Shots).Distinct().Order().ToList();
        return new ReportTable(
            [new("Task"), .. shots.Select(s => new TableColumn($"{s} shots", true))],
            [.. tasks.Select(t => (IReadOnlyList<string>)
                [t.Task, .. shots.Select(s => Points(t.Stability!.Curve.FirstOrDefault(p => p.Shots == s)?.MeanGain ?? double.NaN))])]);
    }

    private static IReadOnlyList<string> Row(ReportTask task, ReportStability stability) =>
    [
        task.Task, Name(task.Chosen), Count(stability.Redraws),
        Percent(stability.Choices.FirstOrDefault(c => c.Knockout == task.Chosen)?.Share ?? 0),
        Percent(stability.Choices.FirstOrDefault(c => c.Knockout is null)?.Share ?? 0),
        string.Join(", ", stability.Choices.Take(Shown).Select(c => $"{Name(c.Knockout)} {Percent(c.Share)}")),
    ];
}
