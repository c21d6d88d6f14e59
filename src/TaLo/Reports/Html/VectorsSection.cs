using System.Xml.Linq;
using TaLo.Models;
using TaLo.Reports.Figures;
using TaLo.Vectors;
using static TaLo.Reports.Markup;

namespace TaLo.Reports.Html;

/// <summary>The Task-Layer Interaction Vectors and how alike they are, kind by kind.</summary>
internal static class VectorsSection
{
    private const string About =
        "Each row is a task, each column a layer: Δ is the accuracy under the knockout − the accuracy of the "
        + "base model, in percentage points. Blue: the task is answered better under it (zeroed, the layer interferes); orange: "
        + "worse; striped: not swept. " + Captions.Evidence + " Dot: more than luck; pale: may be luck; stroke: few samples. "
        + "Point at a cell for its figures.";

    private const string AboutAlike =
        "Pearson correlation of the vectors; tasks in the order of their average-linkage clusters. Striped: undefined, "
        + "because a vector is constant. Cells with few samples are left out.";

    public static XElement? Of(Report report) => report.Vectors.Count == 0 ? null : Section(
        "vectors", "Task-Layer Interaction Vectors", Paragraph(About),
        report.Vectors.GroupBy(v => v.Kind).OrderBy(g => g.Key).Select(g => OfKind(g.Key, [.. g])),
        Blocks(report));

    private static IEnumerable<XElement> Blocks(Report report)
    {
        foreach (var (place, (task, blocks)) in report.Blocks.Index())
        {
            yield return Tag("h3", $"Repeated blocks, {task}");
            if (place == 0)
                yield return Paragraph(Captions.Blocks);
            yield return Tag("div", Class("scroll"), HeatMapFigure.OfBlocks(place, blocks));
        }
    }

    private static IEnumerable<XElement> OfKind(KnockoutKind kind, IReadOnlyList<TaskVector> vectors)
    {
        var order = TaskOrder.Of(vectors, SimilarityMeasure.Pearson);
        yield return Tag("h3", ReportText.Heading(kind));
        yield return Tag("div", Class("scroll"), HeatMapFigure.Of(order));
        if (vectors.Count < 2) yield break;

        yield return Tag("h3", $"Similarity of tasks, {VectorNames.Heading(kind)}");
        yield return Paragraph(AboutAlike);
        yield return Tag("div", Class("scroll"), SimilarityFigure.Of(order));
    }
}
