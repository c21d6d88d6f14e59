using System.Text;
using TaLo.Reports.Html;

namespace TaLo.Reports.Markdown;

/// <summary>A report as Markdown: what <see cref="HtmlReport"/> shows, in text and tables, without images.</summary>
public static class MarkdownReport
{
    /// <summary>The file's text. Everything that comes from outside is escaped, so that none of it becomes markup.</summary>
    /// <param name="report">What is shown.</param>
    /// <param name="limits">How many samples are shown; null for the defaults.</param>
    public static string Of(Report report, ReportLimits? limits = null)
    {
        var text = new StringBuilder();
        text.Append("# ").Append(MarkdownText.Inline(report.Title)).Append("\n\n")
            .Append("Made ").Append(ReportText.Time(report.Made)).Append(" by TaLo.\n");
        SummaryPart.Write(text, report);
        VectorsPart.Write(text, report);
        ChoicesPart.Write(text, report);
        StabilityPart.Write(text, report);
        SamplesPart.Write(text, report, limits ?? new ReportLimits());
        FactsPart.Write(text, report);
        return text.ToString();
    }
}
