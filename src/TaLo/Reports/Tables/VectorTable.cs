using TaLo.Vectors;
using static TaLo.Reports.ReportText;

namespace TaLo.Reports.Tables;

/// <summary>Task-Layer Interaction Vectors and their similarities in figures.</summary>
internal static class VectorTable
{
    /// <summary>Δ in points: one row a task, one column a layer.</summary>
    public static ReportTable Of(TaskOrder order) => Of("Task", order.Vectors, order.Names);

    /// <summary>Δ in points of one task's repeated blocks: one row a length, one column a layer that they begin with.</summary>
    public static ReportTable OfBlocks(IReadOnlyList<TaskVector> blocks) => Of("Begins with", blocks, [.. blocks.Select(v => v.Kind.Words)]);

    private static ReportTable Of(string corner, IReadOnlyList<TaskVector> vectors, IReadOnlyList<string> names) => new(
        [new(corner), new("n", true), new("Base", true), .. Enumerable.Range(0, vectors.Max(v => v.Layers.Count)).Select(l => new TableColumn($"{l}", true))],
        [.. vectors.Zip(names, (v, name) => (IReadOnlyList<string>)
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
