using System.Xml.Linq;
using TaLo.Reports.Figures;
using TaLo.Reports.Tables;
using static TaLo.Reports.Markup;

namespace TaLo.Reports.Html;

/// <summary>What would have been chosen had the probe set been drawn again.</summary>
internal static class StabilitySection
{
    public static XElement? Of(Report report)
    {
        if (report.Tasks.All(t => t.Stability is null)) return null;
        var curves = report.Tasks.Where(t => t is { Stability: not null, Curve.Count: > 0 }).ToList();
        var reach = CurveFigure.Reach(curves.SelectMany(t => t.Curve));
        return Section("stability", "Stability", Paragraph(Captions.Stability), HtmlTable.Of(StabilityTable.Of(report)),
            curves.Count == 0 ? null : new object[]
            {
                Tag("h3", "Gain by shots"),
                Paragraph(Captions.Curves),
                Tag("div", Class("grid"), curves.Select(t =>
                    Tag("figure", CurveFigure.Of(t.Task, t.Curve, reach), Tag("figcaption", t.Task)))),
                HtmlTable.Of(StabilityTable.Curves(report)),
            });
    }
}
