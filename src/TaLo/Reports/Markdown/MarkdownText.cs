using System.Text;
using TaLo.Reports.Tables;

namespace TaLo.Reports.Markdown;

/// <summary>Pieces of Markdown (GitHub's, with tables).</summary>
internal static class MarkdownText
{
    private const string Special = @"\`*_{}[]<>#|!~&$";

    /// <summary>A text as one line that shows as it is written.</summary>
    public static string Inline(string text)
    {
        var line = new StringBuilder();
        foreach (var c in text.ReplaceLineEndings(" ").Trim())
        {
            if (Special.Contains(c)) line.Append('\\');
            line.Append(char.IsControl(c) ? ' ' : c);
        }

        return line.ToString();
    }

    public static StringBuilder Heading(this StringBuilder text, int level, string heading) =>
        text.Append(text[^2] == '\n' ? "" : "\n").Append('#', level).Append(' ').Append(Inline(heading)).Append("\n\n");

    public static StringBuilder Paragraph(this StringBuilder text, string paragraph) =>
        text.Append(Inline(paragraph)).Append("\n\n");

    public static StringBuilder Table(this StringBuilder text, ReportTable table)
    {
        text.Row(table.Columns.Select(c => c.Name)).Row(table.Columns.Select(c => c.IsNumber ? "---:" : "---"), escape: false);
        foreach (var row in table.Rows)
            text.Row(row);
        return text.Append('\n');
    }

    private static StringBuilder Row(this StringBuilder text, IEnumerable<string> cells, bool escape = true) =>
        text.Append("| ").AppendJoin(" | ", cells.Select(c => escape ? Inline(c) : c)).Append(" |\n");
}
