using System.Xml.Linq;
using static TaLo.Reports.Markup;

namespace TaLo.Reports.Html;

/// <summary>The outcome in a few sentences, and what a reader must know before the figures.</summary>
internal static class SummarySection
{
    public static XElement Of(Report report) => Section("summary", "Summary",
        Summary.Of(report).Select(s => Paragraph(s)),
        report.Notes.Count == 0 ? null : Tag("ul", Class("notes"), report.Notes.Select(n => Tag("li", n))));
}
