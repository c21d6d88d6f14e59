using TaLo.LlamaCpp.Native;

namespace TaLo.LlamaCpp.Graph;

/// <summary>How the nodes of a graph up to its last layer hang together, by their places in graph order.</summary>
internal sealed unsafe class GraphShape
{
    private readonly Dictionary<nint, int> ordinalOf = [];
    private readonly List<int[]> sources = [];
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
        }
        if (node->ViewSource != null && ordinalOf.TryGetValue((nint)node->ViewSource, out var viewed))
            from.Add(viewed);
        ordinalOf[(nint)node] = sources.Count;
        if (isOutput)
            outputOrdinals.Add(sources.Count);
        sources.Add([.. from]);
    }

    /// <summary>The place of a layer's output among the graph's nodes.</summary>
    public int OrdinalOfOutput(int layer) => outputOrdinals[layer];

    /// <summary>
    /// Nodes up to a layer's output that later nodes need for something else than that output: attention masks,
    /// image features that are added further up. By ordinal.
    /// </summary>
    public HashSet<int> NeededBelow(int layer)
    {
        if (!neededBelow.TryGetValue(layer, out var needed))
            neededBelow[layer] = needed = FindNeeded(outputOrdinals[layer]);
        return needed;
    }

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
