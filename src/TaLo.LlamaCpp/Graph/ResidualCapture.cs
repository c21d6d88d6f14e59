using TaLo.LlamaCpp.Native;

namespace TaLo.LlamaCpp.Graph;

/// <summary>
/// What one graph of a base pass left behind: the residual stream after each layer, and how its nodes hang together,
/// so that a later pass over the same prompt can start in the middle.
/// </summary>
internal sealed unsafe class ResidualCapture
{
    private readonly List<float[]> residuals = [];

    /// <summary>How the graph's nodes hang together.</summary>
    public GraphShape Shape { get; } = new();

    /// <summary>Bytes held for the residual stream.</summary>
    public long ByteCount { get; private set; }

    /// <summary>Layers whose output is held.</summary>
    public int LayerCount => residuals.Count;

    /// <summary>Copies the output of the next layer.</summary>
    public void AddOutput(GgmlTensor* output)
    {
        var residual = TensorValues.Of(output);
        residuals.Add(residual);
        ByteCount += (long)residual.Length * sizeof(float);
    }

    /// <summary>The output of a layer.</summary>
    public float[] Output(int layer) => residuals[layer];
}
