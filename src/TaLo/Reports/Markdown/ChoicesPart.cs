using System.Text;
using TaLo.Reports.Tables;

namespace TaLo.Reports.Markdown;

/// <summary>What was chosen for each task, on what evidence, and how it did on held-out samples.</summary>
internal static class ChoicesPart
{
    public static void Write(StringBuilder text, Report report)
    {
        if (report.Tasks.Count == 0) return;
        text.Heading(2, "Choices and their evidence")
            .Heading(3, "On the evaluation set").Paragraph(Captions.HeldOut).Table(HeldOutTable.Of(report))
            .Heading(3, "On the probe set").Paragraph(Captions.Probe).Table(ChoiceTable.Of(report));
        if (SetTable.Of(report) is { Rows.Count: > 0 } sets)
            text.Heading(3, "Sets of layers").Paragraph(Captions.Sets).Table(sets);
    }
}
