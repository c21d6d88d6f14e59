using TaLo.LlamaCpp.Native;

namespace TaLo.LlamaCpp.Graph;

/// <summary>
/// One layer as its graph nodes show it, read node by node as the scheduler asks about them: a device may compute a layer's beginning
/// before its end is asked about. The residual trunk is the chain of ADD nodes (GET_ROWS in the last layer) from the layer's input to
/// its output. An ADD whose other operand was computed from the trunk is where a block joins: first attention, then ffn. Other ADDs
/// bring in outside features (Qwen3-VL's deepstack) and stay as they are.
/// </summary>
/// <param name="layer">What the layer is called, for messages.</param>
/// <param name="input">What it was given.</param>
internal sealed unsafe class ResidualTrunk(string layer, GgmlTensor* input)
{
    private readonly Dictionary<nint, int> levelOf = new() { [(nint)input] = 0 };
    private readonly Dictionary<nint, int> blockOf = [];
    private GgmlTensor* tip = input;
    private int junctions;
    private bool attentionFound;

    /// <summary>Reads the layer's next node, in graph order.</summary>
    /// <param name="node">The node.</param>
    /// <param name="isReplaced">Whether it is a junction that was made a copy of the trunk.</param>
    /// <exception cref="ModelException">
    /// A block joins that is neither attention nor the ffn behind it, or the ffn reads what would be switched off with the attention
    /// (SmallThinker's router of experts); names the node.
    /// </exception>
    public LayerPart Add(GgmlTensor* node, bool isReplaced = false)
    {
        if (TrunkOperand(node, isReplaced) is not { } operand)
        {
            if (Dependence(node) is not { } block)
                return default;
            if (block == 1 && ReadsOfAttention(node))
                throw NotUnderstood(node, "of the ffn reads what is computed beside the attention");
            blockOf[(nint)node] = block;
            attentionFound |= block == 0 && node->NameSpan.StartsWith("kqv_out"u8);
            return new LayerPart(block, null);
        }
        var side = isReplaced ? junctions : node->Op == GraphOps.Add ? Dependence(node, except: operand) : null;
        if (side is not null && (side != junctions || side > 1 || (side == 0 && !attentionFound)))
            throw NotUnderstood(node, "is not the sum of the residual with attention, then with ffn");
        if (side is not null)
            junctions++;
        levelOf[(nint)node] = junctions;
        tip = node;
        return side is null ? default : new LayerPart(side, operand);
    }

    /// <summary>The layer is over.</summary>
    /// <param name="output">Its last node.</param>
    /// <exception cref="ModelException">The nodes were not a trunk with two blocks; names the node.</exception>
    public void End(GgmlTensor* output)
    {
        if (output != tip)
            throw NotUnderstood(output, "does not lead back to the layer's input through additions");
        if (junctions != 2)
            throw NotUnderstood(output, $"ends a layer with {junctions} residual additions instead of 2");
    }

    private int? TrunkOperand(GgmlTensor* node, bool isReplaced)
    {
        var operands = isReplaced ? 1 : node->Op == GraphOps.Add ? 2 : node->Op == GraphOps.GetRows ? 1 : 0;
        for (var i = 0; i < operands; i++)
        {
            if (DeviceCopy.AreSame(node->Source(i), tip))
                return i;
        }
        return null;
    }

    /// <summary>The block a node works for: the highest among what its operands came from; null if none came from the trunk.</summary>
    private int? Dependence(GgmlTensor* node, int except = -1)
    {
        int? block = null;
        for (var i = 0; i < GgmlTensor.MaxSources && node->Source(i) != null; i++)
        {
            if (i != except && Origin(node->Source(i)) is { } of)
                block = Math.Max(block ?? 0, of);
        }
        return block;
    }

    private bool ReadsOfAttention(GgmlTensor* node)
    {
        for (var i = 0; i < GgmlTensor.MaxSources && node->Source(i) != null; i++)
        {
            if (blockOf.TryGetValue((nint)node->Source(i), out var of) && of == 0)
                return true;
        }
        return false;
    }

    private int? Origin(GgmlTensor* source)
    {
        if (levelOf.TryGetValue((nint)source, out var of) || blockOf.TryGetValue((nint)source, out of))
            return of;
        if (!DeviceCopy.IsOne(source))
            return null;
        var origins = levelOf.Concat(blockOf).Where(known => DeviceCopy.AreSame(source, (GgmlTensor*)known.Key)).ToList();
        return origins.Count == 0 ? null : origins.Max(known => known.Value);
    }

    private ModelException NotUnderstood(GgmlTensor* node, string why) =>
        new($"{layer}: the graph node '{node->NameText}' {why}; this architecture cannot be knocked out yet");
}
