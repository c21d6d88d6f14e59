using TaLo.LlamaCpp.Native;

namespace TaLo.LlamaCpp.Graph;

/// <summary>
/// Where a node's operand was computed on another device, ggml's scheduler puts a copy in its place, <c>DEVICE#name#number</c>
/// (<c>ggml_backend_sched_split_graph</c>). Nothing but the name leads back to the original.
/// </summary>
internal static unsafe class DeviceCopy
{
    /// <summary>Whether a tensor is such a copy.</summary>
    public static bool IsOne(GgmlTensor* tensor) => NameOfOriginal(tensor->NameSpan).Length > 0;

    /// <summary>Whether two tensors are one, or one is a copy of what is called like the other, or both are of the same.</summary>
    public static bool AreSame(GgmlTensor* a, GgmlTensor* b)
    {
        if (a == b || a == null || b == null)
            return a == b;
        var ofA = NameOfOriginal(a->NameSpan);
        var ofB = NameOfOriginal(b->NameSpan);
        return (ofA.Length > 0 || ofB.Length > 0) && (ofA.Length > 0 ? ofA : a->NameSpan).SequenceEqual(ofB.Length > 0 ? ofB : b->NameSpan);
    }

    private static ReadOnlySpan<byte> NameOfOriginal(ReadOnlySpan<byte> name)
    {
        var begin = name.IndexOf((byte)'#') + 1;
        var end = name.LastIndexOf((byte)'#');
        return begin > 0 && end > begin ? name[begin..end] : [];
    }
}
