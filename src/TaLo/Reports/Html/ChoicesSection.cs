using System.Xml.Linq;
using TaLo.Reports.Figures;
using TaLo.Reports.Tables;
using static TaLo.Reports.Markup;

namespace TaLo.Reports.Html;

/// <summary>What was chosen for each task, on what evidence, and how it did on held-out samples.</summary>
internal static class ChoicesSection
{
    public static XElement? Of(Report report) => report.Tasks.Count == 0 ? null : Section("choices", "Choices and their evidence",
        Tag("h3", "On the evaluation set"),
        Paragraph(Captions.HeldOut),
        HeldOutFigure.Of(report) is { } drawing ? Tag("div", Class("scroll"), drawing) : null,
        HtmlTable.Of(HeldOutTable.Of(report)),
        Tag("h3", "On the probe set"),
        Paragraph(Captions.Probe),
        HtmlTable.Of(ChoiceTable.Of(report)),
        SetTable.Of(report) is { Rows.Count: > 0 } sets ? new object[] { Tag("h3", "Sets of layers"), Paragraph(Captions.Sets), HtmlTable.Of(sets) } : null);
}
