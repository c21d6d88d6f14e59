using TaLo.Models;

namespace TaLo.Vectors;

/// <summary>What vectors are called side by side.</summary>
public static class VectorNames
{
    /// <summary>The task alone, and what was done as well where the vectors are of several kinds: <c>OCR · ffn</c>.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<TaskVector> vectors)
    {
        var several = vectors.Select(v => v.Kind).Distinct().Count() > 1;
        return [.. vectors.Select(v => several ? $"{v.Task} · {v.Kind}" : v.Task)];
    }

    /// <summary>What stands above vectors of a kind: <c>module ffn</c> where modules were zeroed, else what was done in words.</summary>
    public static string Heading(KnockoutKind kind) => kind == kind.Module ? $"module {kind}" : kind.Words;

    /// <summary>What a layer of such vectors is called.</summary>
    public static string Layer(KnockoutKind kind) => kind.Module.IsOfVision() ? "layer of the vision encoder" : "decoder layer";

    /// <summary>How much stands behind a cell, as files say it: <c>not-swept</c>, <c>partial</c>, <c>chance</c>, <c>significant</c>.</summary>
    public static string Of(CellEvidence evidence) => evidence == CellEvidence.NotSwept ? "not-swept" : evidence.ToString().ToLowerInvariant();
}
