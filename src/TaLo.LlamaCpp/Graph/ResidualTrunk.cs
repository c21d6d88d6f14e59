using TaLo.LlamaCpp.Native;

namespace TaLo.LlamaCpp.Graph;

/// <summary>
/// One decoder layer as its graph nodes show it: the residual trunk is the chain of ADD nodes (GET_ROWS in the last
/// layer) from the layer's input to its output <c>l_out-N</c>. An ADD whose other operand was computed from the
/// trunk is where a block joins: first attention, then ffn. Other ADDs bring in outside features (Qwen3-VL's
/// deepstack) and stay as they are.
/// </summary>
internal sealed unsafe class ResidualTrunk
{
    private readonly Dictionary<nint, int> blockOf = [];
    private readonly List<Junction> junctions = [];

    private ResidualTrunk()
    {
    }

    /// <summary>Where attention (0) and ffn (1) join the trunk.</summary>
    public IReadOnlyList<Junction> Junctions => junctions;

    /// <summary>Nodes that only serve one block: 0 attention, 1 ffn; null for nodes of neither.</summary>
    public int? BlockOf(GgmlTensor* node) => blockOf.TryGetValue((nint)node, out var block) ? block : null;

    /// <summary>Reads a layer.</summary>
    /// <param name="layer">What it is called, for messages.</param>
    /// <param name="input">What the layer was given.</param>
    /// <param name="output">Its node <c>l_out-N</c>.</param>
    /// <param name="segment">All nodes after the previous layer's output up to this one's, in graph order.</param>
    /// <exception cref="ModelException">The nodes are not a trunk with two blocks; names the node.</exception>
    public static ResidualTrunk Read(string layer, GgmlTensor* input, GgmlTensor* output, IReadOnlyList<nint> segment)
    {
        var path = new List<Step>();
        if (!Walk(output, input, path))
            throw NotUnderstood(layer, output, "does not lead back to the layer's input through additions");
        var trunk = new ResidualTrunk();
        trunk.Assign(layer, input, path, segment);
        return trunk;
    }

    private static bool Walk(GgmlTensor* node, GgmlTensor* input, List<Step> path)
    {
        if (node == input)
            return true;
        var operands = node->Op == GraphOps.Add ? 2 : node->Op == GraphOps.GetRows ? 1 : 0;
        for (var i = 0; i < operands; i++)
        {
            if (node->Source(i) == null)
                continue;
            path.Add(new Step((nint)node, i));
            if (Walk(node->Source(i), input, path))
                return true;
            path.RemoveAt(path.Count - 1);
        }
        return false;
    }

    private void Assign(string layer, GgmlTensor* input, List<Step> path, IReadOnlyList<nint> segment)
    {
        var trunkOperand = path.ToDictionary(s => s.Node, s => s.TrunkOperand);
        var level = new Dictionary<nint, int> { [(nint)input] = 0 };
        var attentionFound = false;
        foreach (var pointer in segment)
        {
            var node = (GgmlTensor*)pointer;
            if (!trunkOperand.TryGetValue(pointer, out var operand))
            {
                if (Dependence(node, level) is { } block)
                {
                    blockOf[pointer] = block;
                    attentionFound |= block == 0 && node->NameSpan.StartsWith("kqv_out"u8);
                }
                continue;
            }
            var below = level[(nint)node->Source(operand)];
            level[pointer] = below;
            if (node->Op != GraphOps.Add || BlockOf(node->Source(1 - operand)) is not { } side)
                continue;
            if (side != below || below != junctions.Count || (below == 0 && !attentionFound))
                throw NotUnderstood(layer, node, "is not the sum of the residual with attention, then with ffn");
            junctions.Add(new Junction(pointer, operand));
            level[pointer] = below + 1;
        }
        if (junctions.Count != 2)
            throw NotUnderstood(layer, (GgmlTensor*)path[0].Node,
                $"ends a layer with {junctions.Count} residual additions instead of 2");
    }

    /// <summary>The block a node works for: the highest among what its operands came from; null if none came from the trunk.</summary>
    private int? Dependence(GgmlTensor* node, Dictionary<nint, int> level)
    {
        int? block = null;
        for (var i = 0; i < GgmlTensor.MaxSources && node->Source(i) != null; i++)
        {
            var source = (nint)node->Source(i);
            if (level.TryGetValue(source, out var of) || blockOf.TryGetValue(source, out of))
                block = Math.Max(block ?? 0, of);
        }
        return block;
    }

    private static ModelException NotUnderstood(string layer, GgmlTensor* node, string why) =>
        new($"{layer}: the graph node '{node->NameText}' {why}; this architecture cannot be knocked out yet");

    private readonly record struct Step(nint Node, int TrunkOperand);

    /// <summary>An ADD where a block joins the trunk.</summary>
    /// <param name="Node">The ADD.</param>
    /// <param name="TrunkOperand">Which of its two operands is the trunk.</param>
    internal readonly record struct Junction(nint Node, int TrunkOperand);
}
