using System.Text;

namespace TaLo.Reports.Markdown;

/// <summary>The outcome in a few sentences, and the notes.</summary>
internal static class SummaryPart
{
    public static void Write(StringBuilder text, Report report)
    {
        text.Heading(2, "Summary");
        foreach (var sentence in Summary.Of(report))
            text.Paragraph(sentence);
        foreach (var note in report.Notes)
            text.Append("- ").Append(MarkdownText.Inline(note)).Append('\n');
    }
}
