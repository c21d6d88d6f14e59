using System.Xml.Linq;
using static TaLo.Reports.Markup;

namespace TaLo.Reports.Html;

/// <summary>Samples that changed between right and wrong, with their images.</summary>
internal static class SamplesSection
{
    public static XElement? Of(Report report, ReportLimits limits)
    {
        var tasks = report.Tasks.Where(t => t.Samples.Any(s => s.Passes.IsFixed || s.Passes.IsBroken)).ToList();
        if (tasks.Count == 0) return null;
        var images = new ImageBudget(limits);
        return Section("samples", "Samples that changed",
            Paragraph(Captions.Samples + " The option answered is marked."),
            tasks.Select(t => OfTask(t, limits.Pick(t.Samples), images)));
    }

    private static XElement OfTask(ReportTask task, IReadOnlyList<ReportSample> shown, ImageBudget images)
    {
        var (repaired, broken) = (task.Samples.Count(s => s.Passes.IsFixed), task.Samples.Count(s => s.Passes.IsBroken));
        return Tag("details",
            Tag("summary", Tag("b", task.Task),
                $" — {ReportText.Name(task.Chosen)} bypassed: {repaired} fixed, {broken} broken"
                + (shown.Count < repaired + broken ? $"; {shown.Count} shown" : "")),
            shown.Select(s => SampleCard.Of(s, images)));
    }
}
