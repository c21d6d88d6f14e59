using System.Xml.Linq;
using static TaLo.Reports.Markup;
using static TaLo.Reports.ReportText;

namespace TaLo.Reports.Figures;

/// <summary>Held-out Δ of each task with its interval.</summary>
internal static class HeldOutFigure
{
    private const double Row = 18, Width = 440, Bottom = 34;

    /// <summary>The drawing, or null where nothing was judged.</summary>
    public static XElement? Of(Report report)
    {
        var tasks = report.Tasks.Where(t => t.IsJudged).ToList();
        if (tasks.Count == 0) return null;

        var limit = Limit(tasks);
        var height = (Row * tasks.Count) + 6;
        double X(double delta) => TaskLabel.Width + (Width * (Math.Clamp(delta / limit, -1, 1) + 1) / 2);
        return Drawing("Held-out change of accuracy", TaskLabel.Width + Width + 150, height + Bottom,
            Line("axis", X(0), 0, X(0), height),
            new[] { -limit, -limit / 2, 0, limit / 2, limit }.Select(t => Label("mark middle", X(t), height + 14, Points(t))),
            Label("mark middle", X(0), height + 30, "held-out Δ, percentage points"),
            tasks.Select((t, i) => OfTask(t, Row * (i + 0.5), X)));
    }

    private static IEnumerable<XElement> OfTask(ReportTask task, double y, Func<double, double> x)
    {
        var e = task.HeldOut!;
        yield return TaskLabel.Of(task.Task, y);
        if (task.Chosen is not null && double.IsFinite(e.DifferenceInterval.Lower))
            yield return Line("whisker", x(e.DifferenceInterval.Lower), y, x(e.DifferenceInterval.Upper), y);
        yield return Shape("circle", Class(task.Chosen is null ? "none" : e.Difference < 0 ? "loss" : "gain"),
            At("cx", x(e.Difference)), At("cy", y), At("r", 4),
            Shape("title", $"{task.Task}: {Points(e.Difference)} points, interval {Points(e.DifferenceInterval)}, n {e.Samples}"));
        yield return Label("mark start", TaskLabel.Width + Width + 12, y + 4,
            task.Chosen is null ? "none" : $"{Name(task.Chosen)}: {Points(e.Difference)}");
    }

    private static double Limit(List<ReportTask> tasks)
    {
        var largest = tasks.Select(t => t.HeldOut!)
            .SelectMany(e => new[] { e.DifferenceInterval.Lower, e.DifferenceInterval.Upper }).Where(double.IsFinite)
            .Select(Math.Abs).DefaultIfEmpty().Max();
        return Math.Max(0.02, Math.Ceiling(largest * 50) / 50);
    }
}
