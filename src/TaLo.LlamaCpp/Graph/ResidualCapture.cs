using TaLo.LlamaCpp.Native;

namespace TaLo.LlamaCpp.Graph;

/// <summary>
/// What one graph of a base pass left behind: the residual stream after each layer, and how its nodes hang together,
/// so that a later pass over the same prompt can start in the middle.
/// </summary>
internal sealed unsafe class ResidualCapture
{
    private readonly List<nint> nodes = [];
    private readonly Dictionary<nint, int> ordinalOf = [];
    private readonly List<int[]> sources = [];
    private readonly List<int> outputOrdinals = [];
    private readonly List<float[]> residuals = [];
    private readonly Dictionary<int, HashSet<int>> neededBelow = [];

    /// <summary>Bytes held for the residual stream.</summary>
    public long ByteCount { get; private set; }

    /// <summary>Layers whose output is held.</summary>
    public int LayerCount => residuals.Count;

    /// <summary>Notes a node of the graph; call for every node in graph order.</summary>
    public void AddNode(GgmlTensor* node)
    {
        var from = new List<int>(2);
        for (var i = 0; i < GgmlTensor.MaxSources && node->Source(i) != null; i++)
        {
            if (ordinalOf.TryGetValue((nint)node->Source(i), out var ordinal))
                from.Add(ordinal);
        }
        if (node->ViewSource != null && ordinalOf.TryGetValue((nint)node->ViewSource, out var viewed))
            from.Add(viewed);
        ordinalOf[(nint)node] = nodes.Count;
        sources.Add([.. from]);
        nodes.Add((nint)node);
    }

    /// <summary>Copies the output of the next layer; its node must be the latest one noted.</summary>
    public void AddOutput(GgmlTensor* output)
    {
        var residual = new float[(int)(Ggml.ByteCount(output) / sizeof(float))];
        fixed (float* p = residual)
            Ggml.TensorGet(output, p, 0, (nuint)residual.Length * sizeof(float));
        residuals.Add(residual);
        outputOrdinals.Add(nodes.Count - 1);
        ByteCount += (long)residual.Length * sizeof(float);
    }

    /// <summary>The place of a layer's output among the graph's nodes.</summary>
    public int OrdinalOfOutput(int layer) => outputOrdinals[layer];

    /// <summary>Puts a layer's captured output into its node.</summary>
    public void Restore(int layer, GgmlTensor* output)
    {
        var residual = residuals[layer];
        if (Ggml.ByteCount(output) != (nuint)residual.Length * sizeof(float))
            throw new ResumeException($"'{output->NameText}' has another size than in the base pass");
        fixed (float* p = residual)
            Ggml.TensorSet(output, p, 0, (nuint)residual.Length * sizeof(float));
    }

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
        for (var i = output + 1; i < nodes.Count; i++)
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
