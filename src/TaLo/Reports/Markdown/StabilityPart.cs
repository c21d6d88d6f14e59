using System.Text;
using TaLo.Reports.Tables;

namespace TaLo.Reports.Markdown;

/// <summary>What would have been chosen had the probe set been drawn again.</summary>
internal static class StabilityPart
{
    public static void Write(StringBuilder text, Report report)
    {
        if (report.Tasks.All(t => t.Stability is null)) return;
        text.Heading(2, "Stability").Paragraph(Captions.Stability).Table(StabilityTable.Of(report));
        if (StabilityTable.Curves(report) is { Rows.Count: > 0 } curves)
            text.Heading(3, "Gain by shots").Paragraph(Captions.Curves).Table(curves);
    }
}
