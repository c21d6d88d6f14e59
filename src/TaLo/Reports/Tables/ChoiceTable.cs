using TaLo.Selection;
using static TaLo.Reports.ReportText;

namespace TaLo.Reports.Tables;

/// <summary>The choice for each task, and its evidence on the probe set.</summary>
internal static class ChoiceTable
{
    public static ReportTable Of(Report report) => new(
        [
            new("Task"), new("Bypassed"), new("n", true), new("Fixed", true), new("Broken", true),
            new("Δ, points", true), new("Interval", true), new("McNemar p", true), new("Holm p", true),
            new("Deciding p", true), new("Adjusted p", true), new("Reason"),
        ],
        [.. report.Tasks.Select(Row)]);

    private static IReadOnlyList<string> Row(ReportTask task) =>
    [
        task.Task, Bypassed(task), .. Evidence(task.Shown), task.Decision.Reason,
    ];

    private static string Bypassed(ReportTask task) => task.Chosen is null && task.Shown is { } nearest
        ? $"none; nearest: {Name(nearest.Knockout)}"
        : Name(task.Chosen);

    private static string[] Evidence(CandidateEvidence? e) => e is null
        ? [.. Enumerable.Repeat(Unknown, 9)]
        :
        [
            e.Counts.Size, Count(e.Counts.Fixed), Count(e.Counts.Broken), Points(e.Counts.Difference),
            Points(e.Counts.DifferenceInterval), PValue(e.Counts.PValue), PValue(e.HolmPValue), PValue(e.ScorePValue),
            PValue(e.AdjustedPValue),
        ];
}
