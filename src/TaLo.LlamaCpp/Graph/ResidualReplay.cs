using TaLo.LlamaCpp.Native;

namespace TaLo.LlamaCpp.Graph;

/// <summary>
/// Starting a pass in the middle, node by node as <see cref="LayerHook"/> is asked. Bypassing layer k leaves everything below it
/// as in the base pass: the base pass captures the residual stream after each layer; a later pass over the same prompt switches
/// off what is below layer k and writes the captured values into the output of layer k − 1. Exact, because the values are the
/// same bits. A repeated block is the same with other values: what a run put out behind the block's last layer takes the place
/// of what came in before its first.
/// </summary>
/// <param name="layerCount">The model's decoder layers.</param>
/// <param name="edits">The journal that undoes what is switched off.</param>
internal sealed unsafe class ResidualReplay(int layerCount, GraphEdits edits)
{
    private readonly List<ResidualCapture> captures = [];
    private Mode mode;
    private int graph;
    private int asked;
    private bool isInTail;
    private int ordinal;
    private int outputsSeen;
    private int injectedLayer;
    private int entry;
    private GgmlTensor* entered;
    private HashSet<int> needed = [];
    private BlockRun run;
    private BlockRun edited;
    private GraphShape? shape;
    private GraphShape? latest;
    private bool isNoted;
    private int reused;

    private enum Mode
    {
        Idle,
        Capture,
        Resume,
        Block,
    }

    /// <summary>The most that captures may take, in bytes.</summary>
    public long MemoryLimit { get; set; }

    /// <summary>Counts the graphs that llama.cpp took again as they were; it has counted a graph before its first node is seen.</summary>
    public Func<int> GraphsReused { get; set; } = () => 0;

    /// <summary>Whether a captured pass is at hand.</summary>
    public bool HasCapture { get; private set; }

    /// <summary>Whether the graph has passed its last layer.</summary>
    public bool IsInTail => isInTail;

    /// <summary>Whether the node asked about last is the one whose values were put in from a pass before.</summary>
    public bool IsEntry { get; private set; }

    /// <summary>Bytes that the captures take.</summary>
    public long ByteCount => captures.Sum(c => c.ByteCount);

    /// <summary>The captured pass, graph by graph.</summary>
    public IReadOnlyList<ResidualCapture> Captures => captures;

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
        injectedLayer = layer - 1;
        graph = -1;
        edits.NextVersion();
    }

    /// <summary>The next pass, or the next decode of one, is a run through a repeated block.</summary>
    /// <param name="relay">What the run before handed on, and the next is given.</param>
    /// <param name="isFirst">Whether it begins at the bottom; else it begins with the block.</param>
    /// <param name="isLast">Whether it ends at the top; else it ends with the block.</param>
    public void StartRun(BlockRelay relay, bool isFirst, bool isLast)
    {
        mode = Mode.Block;
        run = new BlockRun(relay, isFirst, isLast);
        graph = -1;
        if (run == edited)
            return;
        edits.NextVersion();
        edited = run;
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

    /// <summary>A graph has passed its last layer: what turns that into logits is never skipped but by a run that ends below, and the next graph follows it.</summary>
    public void EnterTail()
    {
        NextGraph();
        isInTail = true;
    }

    /// <summary>A graph begins.</summary>
    public void NextGraph()
    {
        isInTail = false;
        outputsSeen = 0;
        ordinal = 0;
        entered = null;
        graph++;
        if (mode != Mode.Block && edited != default)
        {
            edits.NextVersion();
            edited = default;
        }
        switch (mode)
        {
            case Mode.Capture:
                captures.Add(new ResidualCapture());
                break;
            case Mode.Resume:
                shape = graph < captures.Count && captures[graph].LayerCount > injectedLayer ? captures[graph].Shape : null;
                if (shape is not null)
                    Enter(shape.OrdinalOfOutput(injectedLayer));
                break;
            case Mode.Block when !run.IsFirst:
                shape = run.Relay.Values(graph) is null ? null : run.Relay.Shape(graph);
                if (shape is not null)
                    Enter(shape.OrdinalOfInput(run.Relay.First));
                break;
        }
    }

    /// <summary>The graph is computed from a node on; its values are those of a pass before.</summary>
    private void Enter(int node)
    {
        entry = node;
        needed = shape!.NeededBelow(node);
    }

    /// <summary>Sees a node before its split is computed.</summary>
    /// <param name="node">The node.</param>
    /// <param name="isOutput">Whether it is a layer's output <c>l_out-N</c>.</param>
    /// <returns>Whether its data is wanted once it is computed.</returns>
    public bool Ask(GgmlTensor* node, bool isOutput)
    {
        IsEntry = false;
        if (isInTail)
        {
            isInTail = !node->NameSpan.SequenceEqual("result_output"u8);
            if (mode == Mode.Block && !run.IsLast)
                SwitchOff(node);
            return false;
        }
        switch (mode)
        {
            case Mode.Capture:
                latest = null;
                captures[^1].Shape.AddNode(node, isOutput);
                return isOutput && outputsSeen++ < layerCount - 1;
            case Mode.Resume:
                latest = null;
                return Skip(node, isOutput);
            case Mode.Block:
                return AskRun(node, isOutput);
            default:
                latest = null;
                return false;
        }
    }

    /// <summary>
    /// Sees a node whose data is wanted, once the graph is computed up to it: takes the data of a layer's output, or puts in that of a pass
    /// before. What still runs below has run by then, and a GPU's copies have arrived.
    /// </summary>
    public void Take(GgmlTensor* node)
    {
        if (node == entered)
        {
            TensorValues.Put(node, mode == Mode.Block ? run.Relay.Values(graph)! : captures[graph].Output(injectedLayer));
            return;
        }
        if (mode == Mode.Block)
        {
            run.Relay.Keep(asked, TensorValues.Of(node));
            return;
        }
        captures[^1].AddOutput(node);
        if (ByteCount > MemoryLimit)
            Drop();
    }

    private bool AskRun(GgmlTensor* node, bool isOutput)
    {
        var layersBelow = outputsSeen;
        if (isOutput)
            outputsSeen++;
        var isEntered = false;
        if (!run.IsFirst)
        {
            isEntered = Skip(node, isOutput);
            latest = null;
        }
        else
        {
            Note(node, isOutput);
            ordinal++;
        }
        if (run.IsLast || layersBelow < run.Relay.Last || (layersBelow == run.Relay.Last && !isOutput))
            return isEntered;
        if (layersBelow == run.Relay.Last)
        {
            // The last layer's output ends the graph before its data is there.
            asked = graph;
            return true;
        }
        SwitchOff(node);
        return false;
    }

    /// <summary>Notes how a graph of the first run hangs together, unless it is the graph before, which llama.cpp took again.</summary>
    private void Note(GgmlTensor* node, bool isOutput)
    {
        if (ordinal == 0)
        {
            var before = reused;
            reused = GraphsReused();
            isNoted = latest is not null && reused != before;
            if (!isNoted)
                latest = new GraphShape();
            while (run.Relay.ShapeCount < graph)
                run.Relay.Add(new GraphShape());
            run.Relay.Add(latest!);
        }
        if (!isNoted)
            latest!.AddNode(node, isOutput);
    }

    /// <returns>Whether the pass is entered here.</returns>
    private bool Skip(GgmlTensor* node, bool isOutput)
    {
        if (shape is null)
            return false;
        var at = ordinal++;
        if (at > entry || (at < entry && needed.Contains(at)))
            return false;
        SwitchOff(node);
        if (at != entry)
            return false;
        if (!isOutput && node->Op != GraphOps.Add)
            throw new ResumeException($"the graph has '{node->NameText}' where a layer began in the pass before");
        entered = node;
        return IsEntry = true;
    }

    private void SwitchOff(GgmlTensor* node)
    {
        if (!edits.IsCurrent(node))
            edits.SwitchOff(node);
    }

    private readonly record struct BlockRun(BlockRelay Relay, bool IsFirst, bool IsLast);
}
