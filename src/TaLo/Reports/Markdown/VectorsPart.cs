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
            "Δ: accuracy with the layer bypassed − accuracy of the base model, in percentage points, for each decoder layer. "
            + "Tasks in the order of their average-linkage clusters over 1 − r (Pearson). " + Captions.Evidence
            + " *: more than luck; n: few samples.");
        foreach (var module in report.Vectors.GroupBy(v => v.Module).OrderBy(g => g.Key))
        {
            var order = TaskOrder.Of([.. module], SimilarityMeasure.Pearson);
            text.Heading(3, $"Module {VectorNames.Of(module.Key)}").Table(VectorTable.Of(order));
            if (order.Vectors.Count > 1)
                text.Heading(3, $"Clusters of tasks, module {VectorNames.Of(module.Key)}").Table(VectorTable.Merges(order));
        }
    }
}
