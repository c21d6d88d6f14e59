using System.Text;
using TaLo.Reports.Tables;
using TaLo.Vectors;

namespace TaLo.Reports.Markdown;

/// <summary>The vectors in figures, and their clusters.</summary>
internal static class VectorsPart
{
    public static void Write(StringBuilder text, Report report)
    {
        if (report.Vectors.Count == 0) return;
        text.Heading(2, "Task-Layer Interaction Vectors").Paragraph(
            "Δ: accuracy under the knockout − accuracy of the base model, in percentage points, for each layer. "
            + "Tasks in the order of their average-linkage clusters over 1 − r (Pearson; undefined for a constant vector, where it counts as 0). " + Captions.Evidence
            + " *: more than luck; n: few samples.");
        foreach (var kind in report.Vectors.GroupBy(v => v.Kind).OrderBy(g => g.Key))
        {
            var order = TaskOrder.Of([.. kind], SimilarityMeasure.Pearson);
            text.Heading(3, ReportText.Heading(kind.Key)).Table(VectorTable.Of(order));
            if (order.Vectors.Count > 1)
                text.Heading(3, $"Clusters of tasks, {VectorNames.Heading(kind.Key)}").Table(VectorTable.Merges(order));
        }

        foreach (var (place, (task, blocks)) in report.Blocks.Index())
        {
            text.Heading(3, $"Repeated blocks, {task}");
            if (place == 0)
                text.Paragraph(Captions.Blocks);
            text.Table(VectorTable.OfBlocks(blocks));
        }
    }
}
