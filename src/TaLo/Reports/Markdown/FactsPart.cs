using System.Text;

namespace TaLo.Reports.Markdown;

/// <summary>What the results depend on.</summary>
internal static class FactsPart
{
    public static void Write(StringBuilder text, Report report)
    {
        text.Heading(2, "The run");
        foreach (var group in report.Facts)
        {
            text.Heading(3, group.Heading);
            foreach (var fact in group.Facts)
                text.Append("- ").Append(MarkdownText.Inline(fact.Name)).Append(": ").Append(MarkdownText.Inline(fact.Value)).Append('\n');
        }
    }
}
