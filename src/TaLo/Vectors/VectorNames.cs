using TaLo.Models;

namespace TaLo.Vectors;

/// <summary>What vectors are called side by side.</summary>
public static class VectorNames
{
    /// <summary>The task alone, and its module as well where the vectors are of several modules: <c>OCR · ffn</c>.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<TaskVector> vectors)
    {
        var several = vectors.Select(v => v.Module).Distinct().Count() > 1;
        return [.. vectors.Select(v => several ? $"{v.Task} · {Of(v.Module)}" : v.Task)];
    }

    /// <summary>How much stands behind a cell, as files say it: <c>not-swept</c>, <c>partial</c>, <c>chance</c>, <c>significant</c>.</summary>
    public static string Of(CellEvidence evidence) => evidence == CellEvidence.NotSwept ? "not-swept" : evidence.ToString().ToLowerInvariant();

    /// <summary>The module's name in tables: <c>attention</c>, <c>ffn</c>, <c>layer</c>.</summary>
    public static string Of(Module module) => module.ToString().ToLowerInvariant();
}
