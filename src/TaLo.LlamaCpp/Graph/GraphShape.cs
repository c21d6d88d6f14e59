using TaLo.LlamaCpp.Native;

namespace TaLo.LlamaCpp.Graph;

/// <summary>How the nodes of a graph up to its last layer hang together, by their places in graph order.</summary>
internal sealed unsafe class GraphShape
{
    private readonly Dictionary<nint, int> ordinalOf = [];
    private readonly List<int[]> sources = [];
    private readonly List<bool> isAddition = [];
    private readonly List<int> outputOrdinals = [];
    private readonly Dictionary<int, HashSet<int>> neededBelow = [];

    /// <summary>Layers whose output was noted.</summary>
    public int LayerCount => outputOrdinals.Count;

    /// <summary>Notes a node of the graph; call for every node in graph order.</summary>
    /// <param name="node">The node.</param>
    /// <param name="isOutput">Whether it is the next layer's output.</param>
    public void AddNode(GgmlTensor* node, bool isOutput)
    {
        var from = new List<int>(2);
        for (var i = 0; i < GgmlTensor.MaxSources && node->Source(i) != null; i++)
        {
            if (ordinalOf.TryGetValue((nint)node->Source(i), out var ordinal))
                from.Add(ordinal);
            else if (DeviceCopy.IsOne(node->Source(i)))
                from.AddRange(OriginalsOf(node->Source(i)));
        }
        if (node->ViewSource != null && ordinalOf.TryGetValue((nint)node->ViewSource, out var viewed))
            from.Add(viewed);
        ordinalOf[(nint)node] = sources.Count;
        // Whoever views a cache behind this node reads what it writes there.
        if (node->Op == GraphOps.SetRows && node->ViewSource != null)
            ordinalOf[(nint)node->ViewSource] = sources.Count;
        if (isOutput)
            outputOrdinals.Add(sources.Count);
        sources.Add([.. from]);
        isAddition.Add(node->Op == GraphOps.Add);
    }

    /// <summary>The place of a layer's output among the graph's nodes.</summary>
    public int OrdinalOfOutput(int layer) => outputOrdinals[layer];

    /// <summary>
    /// The place of what a layer begins with: the output of the layer before, or its sum with features from outside (Qwen3-VL's
    /// deepstack), which the layer before had no part in.
    /// </summary>
    /// <param name="layer">The layer; not 0.</param>
    public int OrdinalOfInput(int layer)
    {
        var below = outputOrdinals[layer - 1];
        for (var node = below + 1; node < outputOrdinals[layer]; node++)
        {
            if (isAddition[node] && sources[node].Contains(below) && !sources[node].Any(s => s > below && ComesFrom(s, below)))
                return node;
        }
        return below;
    }

    /// <summary>
    /// Nodes up to one on the residual stream that later nodes need for something else than that one: attention masks,
    /// image features that are added further up. By ordinal.
    /// </summary>
    /// <param name="node">The ordinal of a layer's output or input.</param>
    public HashSet<int> NeededBelow(int node)
    {
        if (!neededBelow.TryGetValue(node, out var needed))
            neededBelow[node] = needed = FindNeeded(node);
        return needed;
    }

    /// <summary>Nodes that a copy for another device may be of: several can have the one name, and all are kept then.</summary>
    private List<int> OriginalsOf(GgmlTensor* copy) =>
        [.. ordinalOf.Where(known => DeviceCopy.AreSame(copy, (GgmlTensor*)known.Key)).Select(known => known.Value)];

    private bool ComesFrom(int node, int below) => sources[node].Any(s => s == below || (s > below && ComesFrom(s, below)));

    private HashSet<int> FindNeeded(int output)
    {
        var needed = new HashSet<int>();
        var open = new Stack<int>();
        for (var i = output + 1; i < sources.Count; i++)
            Mark(i);
        while (open.TryPop(out var node))
            Mark(node);
        return needed;

        void Mark(int node)
        {
            foreach (var source in sources[node])
            {
                if (source < output && needed.Add(source))
                    open.Push(source);
            }
        }
    }
}
