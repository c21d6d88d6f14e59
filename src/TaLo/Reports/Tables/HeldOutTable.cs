using static TaLo.Reports.ReportText;

namespace TaLo.Reports.Tables;

/// <summary>Each choice, judged on the samples that had no part in it; every task, and the mean.</summary>
internal static class HeldOutTable
{
    public static ReportTable Of(Report report)
    {
        var judged = report.Tasks.Where(t => t.IsJudged).Select(t => t.HeldOut!).ToList();
        List<IReadOnlyList<string>> rows = [.. report.Tasks.Select(Row)];
        if (judged.Count > 0)
            rows.Add(
            [
                $"Mean of {Quantity.Of(judged.Count, "task")}", "", Count(judged.Sum(e => e.Samples)),
                Percent(judged.Average(e => e.BaseAccuracy)), Percent(judged.Average(e => e.AdaptedAccuracy)),
                Count(judged.Sum(e => e.Fixed)), Count(judged.Sum(e => e.Broken)), Points(judged.Average(e => e.Difference)),
                "", "",
            ]);
        return new ReportTable(
            [
                new("Task"), new("Bypassed"), new("n", true), new("Base", true), new("With bypass", true),
                new("Fixed", true), new("Broken", true), new("Δ, points", true), new("Interval", true), new("McNemar p", true),
            ],
            rows);
    }

    private static IReadOnlyList<string> Row(ReportTask task) =>
    [
        task.Task, Name(task.Chosen), .. task.HeldOut is not { } e
            ? Enumerable.Repeat(Unknown, 8)
            : [
                e.Size, Percent(e.BaseAccuracy), Percent(e.AdaptedAccuracy), Count(e.Fixed), Count(e.Broken),
                Points(e.Difference), task.Chosen is null ? Unknown : Points(e.DifferenceInterval),
                task.Chosen is null ? Unknown : PValue(e.PValue),
            ],
    ];
}
