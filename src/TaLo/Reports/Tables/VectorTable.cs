using TaLo.Vectors;
using static TaLo.Reports.ReportText;

namespace TaLo.Reports.Tables;

/// <summary>Task-Layer Interaction Vectors and their similarities in figures.</summary>
internal static class VectorTable
{
    /// <summary>Δ in points: one row a task, one column a layer.</summary>
    public static ReportTable Of(TaskOrder order) => new(
        [new("Task"), new("n", true), new("Base", true), .. Enumerable.Range(0, order.LayerCount).Select(l => new TableColumn($"{l}", true))],
        [.. order.Vectors.Zip(order.Names, (v, name) => (IReadOnlyList<string>)
            [name, Quantity.Clustered(v.Samples, v.Clusters), Percent(v.BaseAccuracy), .. v.Layers.Select(l => Cell(v, l))])]);

    private static string Cell(TaskVector vector, LayerEffect layer) => vector.Evidence(layer) switch
    {
        CellEvidence.Partial => $"{Points(layer.Delta)} (n {layer.Samples})",
        CellEvidence.Significant => Points(layer.Delta) + "*",
        _ => Points(layer.Delta),
    };

    /// <summary>The merges of the cluster tree, nearest first.</summary>
    public static ReportTable Merges(TaskOrder order)
    {
        List<string> members = [.. VectorNames.Of(order.Matrix.Vectors)];
        List<IReadOnlyList<string>> rows = [];
        foreach (var merge in order.Tree.Merges)
        {
            var cluster = $"cluster {rows.Count + 1}";
            rows.Add([cluster, members[merge.First], members[merge.Second], Similarity(1 - merge.Height), Count(merge.Size)]);
            members.Add(cluster);
        }

        return new ReportTable(
            [new("Cluster"), new("joins"), new("with"), new("Mean similarity", true), new("Tasks", true)], rows);
    }
}
