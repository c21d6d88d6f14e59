using TaLo.Selection.Evidence;
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
        var tasks = report.Tasks.Where(t => t is { Stability: not null, Curve.Count: > 0 }).ToList();
        var shots = tasks.SelectMany(t => t.Curve).Select(p => p.Protocol.Shots).Distinct().Order().ToList();
        return new ReportTable(
            [new("Task"), .. shots.Select(s => new TableColumn($"{s} shots", true))],
            [.. tasks.Select(t => (IReadOnlyList<string>)
                [t.Task, .. shots.Select(s => Points(t.Curve.FirstOrDefault(p => p.Protocol.Shots == s)?.HeldOutGain ?? double.NaN))])]);
    }

    private static IReadOnlyList<string> Row(ReportTask task, StabilityReport stability) =>
    [
        task.Task, Name(task.Chosen), Count(stability.Redraws),
        Percent(stability.Shares.FirstOrDefault(s => s.Knockout == task.Chosen).Share),
        Percent(stability.None),
        string.Join(", ", stability.Shares.Take(Shown).Select(s => $"{Name(s.Knockout)} {Percent(s.Share)}")),
    ];
}
