using TaLo.LlamaCpp.Native;

namespace TaLo.LlamaCpp.Graph;

/// <summary>
/// The journal of edited graph nodes. llama.cpp reuses graphs: an edited node comes back edited, a rebuilt one
/// (perhaps at the same address) comes back plain. A mark in the last word of <c>op_params</c>, which no operation
/// of this ggml uses (ROPE does in later ones), tells them apart, and carries the number of the knockout set it was made for.
/// </summary>
internal sealed unsafe class GraphEdits
{
    private const int MarkWord = GgmlTensor.OpParamWords - 1;
    private const int MagicMask = unchecked((int)0xFFFF0000);
    private const int Magic = 0x7A100000;
    private readonly Dictionary<nint, Original> originals = [];
    private int version;

    private int CurrentMark => Magic | (version & ~MagicMask);

    /// <summary>From now on, edits made before are outdated.</summary>
    public void NextVersion() => version++;

    /// <summary>Whether the node carries an edit of the current version.</summary>
    public bool IsCurrent(GgmlTensor* node) => node->OpParams[MarkWord] == CurrentMark;

    /// <summary>Undoes the node's edit if it has an outdated one.</summary>
    public void RestoreIfOutdated(GgmlTensor* node)
    {
        var mark = node->OpParams[MarkWord];
        if ((mark & MagicMask) != Magic || mark == CurrentMark || !originals.Remove((nint)node, out var original))
            return;
        node->Op = original.Op;
        node->SetSource(0, (GgmlTensor*)original.Source0);
        node->SetSource(1, (GgmlTensor*)original.Source1);
        node->Flags |= original.Flags & GgmlTensor.FlagCompute;
        node->OpParams[0] = original.Parameter;
        node->OpParams[MarkWord] = original.Mark;
    }

    /// <summary>Takes a node out of the computation.</summary>
    public void SwitchOff(GgmlTensor* node)
    {
        Record(node);
        node->Flags &= ~GgmlTensor.FlagCompute;
    }

    /// <summary>Turns an addition into a copy of one of its operands.</summary>
    public void Replace(GgmlTensor* addition, int byOperand)
    {
        Record(addition);
        var operand = addition->Source(byOperand);
        addition->Op = GraphOps.Dup;
        addition->SetSource(0, operand);
        addition->SetSource(1, null);
    }

    /// <summary>Makes a softmax, or an attention that holds one, weigh all that it sees alike: its scores are multiplied by 0.</summary>
    public void Flatten(GgmlTensor* softmax)
    {
        Record(softmax);
        softmax->OpParams[0] = BitConverter.SingleToInt32Bits(0);
    }

    private void Record(GgmlTensor* node)
    {
        originals[(nint)node] = new Original(
            node->Op, (nint)node->Source(0), (nint)node->Source(1), node->Flags, node->OpParams[0], node->OpParams[MarkWord]);
        node->OpParams[MarkWord] = CurrentMark;
    }

    private readonly record struct Original(int Op, nint Source0, nint Source1, int Flags, int Parameter, int Mark);
}
