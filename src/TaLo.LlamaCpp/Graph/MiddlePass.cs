using TaLo.LlamaCpp.Native;

namespace TaLo.LlamaCpp.Graph;

/// <summary>
/// Starting a pass in the middle: bypassing layer k leaves everything below it as in the base pass. The base pass
/// captures the residual stream after each layer; a later pass over the same prompt switches off what is below
/// layer k and writes the captured values into the output of layer k − 1. Exact, because the values are the same bits.
/// </summary>
/// <param name="layerCount">The model's decoder layers.</param>
/// <param name="edits">The journal that undoes what is switched off.</param>
internal sealed unsafe class MiddlePass(int layerCount, GraphEdits edits)
{
    private readonly List<ResidualCapture> captures = [];
    private readonly List<(nint Begin, nint End, nint Node)> kept = [];
    private Mode mode;
    private int graph;
    private bool isInTail;
    private int ordinal;
    private int output;
    private int resumeLayer;
    private HashSet<int> needed = [];

    private enum Mode
    {
        Idle,
        Capture,
        Resume,
    }

    /// <summary>The most that captures may take, in bytes.</summary>
    public long MemoryLimit { get; set; }

    /// <summary>Whether a captured pass is at hand.</summary>
    public bool HasCapture { get; private set; }

    /// <summary>Bytes that the captures take.</summary>
    public long ByteCount => captures.Sum(c => c.ByteCount);

    /// <summary>Forgets the captured pass.</summary>
    public void Drop()
    {
        captures.Clear();
        HasCapture = false;
        mode = Mode.Idle;
    }

    /// <summary>The next pass is a base pass and is captured.</summary>
    public void StartCapture()
    {
        Drop();
        mode = Mode.Capture;
    }

    /// <summary>The next pass starts at a layer, on top of the captured output of the layer below.</summary>
    public void StartResume(int layer)
    {
        mode = Mode.Resume;
        resumeLayer = layer - 1;
        graph = -1;
    }

    /// <summary>The pass is over: a capture counts only now, and what was switched off is outdated.</summary>
    /// <param name="finished">False where the pass broke off: its capture is incomplete and forgotten.</param>
    public void EndPass(bool finished)
    {
        if (mode == Mode.Resume)
            edits.NextVersion();
        if (mode == Mode.Capture && !finished)
            Drop();
        HasCapture |= mode == Mode.Capture;
        mode = Mode.Idle;
    }

    /// <summary>A graph has passed its last layer: what turns that into logits is never skipped, and the next graph follows it.</summary>
    public void EnterTail()
    {
        NextGraph();
        isInTail = true;
    }

    /// <summary>A graph begins.</summary>
    public void NextGraph()
    {
        isInTail = false;
        output = 0;
        ordinal = 0;
        kept.Clear();
        if (mode == Mode.Capture)
            captures.Add(new ResidualCapture());
        if (mode != Mode.Resume)
            return;
        graph++;
        needed = graph < captures.Count && captures[graph].LayerCount > resumeLayer ? captures[graph].NeededBelow(resumeLayer) : [];
    }

    /// <summary>Sees a node before its split is computed.</summary>
    /// <param name="node">The node.</param>
    /// <param name="isOutput">Whether it is a layer's output <c>l_out-N</c>.</param>
    /// <returns>Whether its data is wanted once it is computed.</returns>
    public bool Ask(GgmlTensor* node, bool isOutput)
    {
        if (isInTail)
        {
            isInTail = !node->NameSpan.SequenceEqual("result_output"u8);
            return false;
        }
        switch (mode)
        {
            case Mode.Capture:
                captures[^1].AddNode(node);
                return isOutput && output++ < layerCount - 1;
            case Mode.Resume when graph < captures.Count && captures[graph].LayerCount > resumeLayer:
                Skip(node);
                ordinal++;
                return false;
            default:
                return false;
        }
    }

    /// <summary>Takes the data of a layer's output.</summary>
    public void Take(GgmlTensor* node)
    {
        captures[^1].AddOutput(node);
        if (ByteCount > MemoryLimit)
            Drop();
    }

    private void Skip(GgmlTensor* node)
    {
        var last = captures[graph].OrdinalOfOutput(resumeLayer);
        if (ordinal > last)
            return;
        if (ordinal < last && needed.Contains(ordinal))
        {
            Keep(node);
            return;
        }
        if (!edits.IsCurrent(node))
            edits.SwitchOff(node);
        if (ordinal == last)
            Inject(node);
    }

    private void Keep(GgmlTensor* node)
    {
        if (node->ViewSource == null)
            kept.Add(((nint)node->Data, (nint)node->Data + (nint)Ggml.ByteCount(node), (nint)node));
    }

    /// <summary>What still runs below must not write where the injected values lie.</summary>
    private void Inject(GgmlTensor* node)
    {
        var begin = (nint)node->Data;
        var end = begin + (nint)Ggml.ByteCount(node);
        foreach (var other in kept)
        {
            if (other.Begin < end && begin < other.End)
                throw new ResumeException($"'{((GgmlTensor*)other.Node)->NameText}' shares memory with '{node->NameText}'");
        }
        captures[graph].Restore(resumeLayer, node);
    }
}
