namespace TaLo.LlamaCpp.Graph;

/// <summary>
/// What runs through a repeated block hand on to each other: the residual stream behind the block's last layer, for each graph of the
/// pass, and how those graphs hang together.
/// </summary>
/// <param name="first">The block's first layer; not 0, for a run starts again behind a layer.</param>
/// <param name="last">Its last layer.</param>
internal sealed class BlockRelay(int first, int last)
{
    private readonly List<GraphShape> shapes = [];
    private List<float[]?> handed = [];
    private List<float[]?> next = [];

    /// <summary>The block's first layer.</summary>
    public int First => first;

    /// <summary>Its last layer.</summary>
    public int Last => last;

    /// <summary>Graphs whose values the next run is given.</summary>
    public int Handed => handed.Count(v => v is not null);

    /// <summary>Begins anew: the next run is a first one.</summary>
    public void Clear()
    {
        shapes.Clear();
        handed.Clear();
        next.Clear();
    }

    /// <summary>A captured pass is as good as a first run.</summary>
    /// <returns>Whether it holds the block's last layer.</returns>
    public bool Take(IReadOnlyList<ResidualCapture> captures)
    {
        Clear();
        foreach (var capture in captures)
        {
            shapes.Add(capture.Shape);
            handed.Add(capture.LayerCount > last ? capture.Output(last) : null);
        }
        return Handed > 0;
    }

    /// <summary>Graphs of the first run whose shape is noted.</summary>
    public int ShapeCount => shapes.Count;

    /// <summary>Notes the shape of the first run's next graph.</summary>
    public void Add(GraphShape shape) => shapes.Add(shape);

    /// <summary>The shape of a graph; null where the first run had none, or one that never came to the block.</summary>
    /// <exception cref="ResumeException">What comes out of the block's layers is not what the next ones begin with.</exception>
    public GraphShape? Shape(int graph)
    {
        if (graph >= shapes.Count || shapes[graph] is not { } shape || shape.LayerCount <= last)
            return null;
        for (var layer = first; layer <= last && layer + 1 < shape.LayerCount; layer++)
        {
            if (shape.OrdinalOfInput(layer + 1) != shape.OrdinalOfOutput(layer))
                throw new ResumeException($"features from outside are added behind layer {layer}");
        }
        return shape;
    }

    /// <summary>What the run before handed on for a graph, or null.</summary>
    public float[]? Values(int graph) => graph < handed.Count ? handed[graph] : null;

    /// <summary>Keeps for the next run what this one computed.</summary>
    public void Keep(int graph, float[] values)
    {
        while (next.Count <= graph)
            next.Add(null);
        next[graph] = values;
    }

    /// <summary>A run is over: what it kept is for the next.</summary>
    public void HandOn() => (handed, next) = (next, []);
}
