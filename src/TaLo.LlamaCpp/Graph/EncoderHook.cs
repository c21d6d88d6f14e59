using System.Globalization;
using System.Text;
using TaLo.LlamaCpp.Native;
using TaLo.Models;

namespace TaLo.LlamaCpp.Graph;

/// <summary>
/// Bypasses modules of the vision encoder's layers as <see cref="LayerHook"/> does the decoder's: the addition that joins a block to
/// the residual becomes a copy of the residual. libmtmd names what a layer ends in <c>layer_out-N</c>; a layer begins with what its
/// first norm is of.
/// </summary>
internal sealed unsafe class EncoderHook
{
    private static readonly ulong OutputPrefix = BitConverter.ToUInt64("layer_ou"u8);
    private static ReadOnlySpan<byte> OutputName => "layer_out-"u8;

    private readonly GraphEdits edits = new();
    private readonly Dictionary<int, Blocks> wanted = [];
    private readonly HashSet<int> applied = [];
    private readonly List<nint> segment = [];
    private bool looks;
    private bool segmentIsEdited;
    private int previousLayer;
    private byte[] ending = [];
    private GgmlTensor* layerInput;
    private Exception? failure;

    [Flags]
    private enum Blocks
    {
        Attention = 1,
        Ffn = 2,
    }

    /// <summary>Whether nodes that were seen may still be changed by what follows them, so that they must not be computed yet.</summary>
    public bool MustSeeMore => failure is null && (looks || wanted.ContainsKey(previousLayer + 1));

    /// <summary>Layers that were found by a look.</summary>
    public int LayerCount { get; private set; }

    /// <summary>Call before an image is encoded.</summary>
    /// <param name="knockouts">What is bypassed, of the vision encoder's modules alone; empty for the encoder as it is.</param>
    public void Begin(IReadOnlyList<Knockout> knockouts)
    {
        var next = new Dictionary<int, Blocks>();
        foreach (var knockout in knockouts)
        {
            if (!knockout.IsOfVision || knockout.Kind.Intervention != Intervention.Zero || knockout.Kind.Scope != Scope.All)
                throw new ArgumentException($"{knockout} is not of the vision encoder", nameof(knockouts));
            next[knockout.Layer] = next.GetValueOrDefault(knockout.Layer) | knockout.Module switch
            {
                Module.VisionAttention => Blocks.Attention,
                Module.VisionFfn => Blocks.Ffn,
                _ => Blocks.Attention | Blocks.Ffn,
            };
        }
        looks = false;
        Start(next);
    }

    /// <summary>Call before an image is passed through that is not to be encoded: nothing is computed, the layers are only looked at.</summary>
    public void BeginLook()
    {
        looks = true;
        LayerCount = 0;
        Start([]);
    }

    /// <summary>Call after each image: makes sure that everything wanted was really applied.</summary>
    /// <exception cref="ModelException">The graph was not understood, or a layer never came by.</exception>
    public void End()
    {
        EndGraph();
        looks = false;
        if (failure is { } e)
            throw e as ModelException ?? new ModelException($"the vision encoder's hook failed: {e.Message}", e);
    }

    /// <summary>Sees a node before it is computed. Nothing may unwind through native frames: <see cref="End"/> throws what went wrong.</summary>
    public void Ask(GgmlTensor* node)
    {
        try
        {
            edits.RestoreIfOutdated(node);
            if (failure is not null)
                return;
            if (looks || wanted.Count > 0)
                Follow(node);
            if (looks && !edits.IsCurrent(node))
                edits.SwitchOff(node);
        }
        catch (Exception e)
        {
            failure = e;
        }
    }

    private void Start(Dictionary<int, Blocks> next)
    {
        wanted.Clear();
        foreach (var (layer, blocks) in next)
            wanted[layer] = blocks;
        edits.NextVersion();
        failure = null;
        applied.Clear();
        BeginGraph();
    }

    private void BeginGraph()
    {
        previousLayer = -2;
        BeginLayer();
    }

    private void BeginLayer()
    {
        previousLayer++;
        ending = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"-{previousLayer + 1}"));
        layerInput = null;
        segment.Clear();
        segmentIsEdited = false;
    }

    private void EndGraph()
    {
        if (failure is null && applied.Count != wanted.Count)
            failure = new ModelException($"layer {wanted.Keys.First(l => !applied.Contains(l))} of the vision encoder: its graph has no such layer");
        applied.Clear();
    }

    private void Follow(GgmlTensor* node)
    {
        // An image in tiles is several graphs; each begins with the pixels.
        if (previousLayer >= 0 && IsOfPixels(node))
        {
            EndGraph();
            BeginGraph();
        }
        segment.Add((nint)node);
        segmentIsEdited |= edits.IsCurrent(node);
        if (layerInput == null && node->NameSpan.EndsWith(ending))
            layerInput = InputOfNorm(node);
        if (IsOutput(node))
            EndLayer(node);
    }

    private static bool IsOfPixels(GgmlTensor* node)
    {
        for (var i = 0; i < GgmlTensor.MaxSources && node->Source(i) != null; i++)
        {
            if (node->Source(i)->NameSpan.IndexOf("inp_raw"u8) >= 0)
                return true;
        }
        return false;
    }

    /// <summary>What is normed by a node, or by the one before it that it weighs; null where it is neither.</summary>
    private static GgmlTensor* InputOfNorm(GgmlTensor* node)
    {
        var norm = IsNorm(node) ? node : node->Source(0) != null && IsNorm(node->Source(0)) ? node->Source(0) : null;
        return norm == null ? null : norm->Source(0);
    }

    private static bool IsNorm(GgmlTensor* node) => node->Op == GraphOps.Norm || node->Op == GraphOps.RmsNorm;

    /// <summary>Views of a layer's output have its name and more behind it.</summary>
    private static bool IsOutput(GgmlTensor* node) => node->NamePrefix == OutputPrefix && node->NameSpan.StartsWith(OutputName) && node->NameSpan[OutputName.Length..].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;

    private void EndLayer(GgmlTensor* output)
    {
        var layer = previousLayer + 1;
        if (!output->NameSpan[(OutputName.Length - 1)..].SequenceEqual(ending) || layerInput == null)
            throw new ModelException($"layer {layer} of the vision encoder: the graph node '{output->NameText}' does not follow layer {layer - 1}; its layers cannot be bypassed yet");
        if (looks)
        {
            _ = Read(layer, output);
            LayerCount = Math.Max(LayerCount, layer + 1);
        }
        else if (wanted.TryGetValue(layer, out var blocks))
        {
            if (!segmentIsEdited)
                Apply(Read(layer, output), blocks);
            applied.Add(layer);
        }
        BeginLayer();
    }

    /// <summary>What each node that was seen is to the layer.</summary>
    private List<LayerPart> Read(int layer, GgmlTensor* output)
    {
        var name = $"layer {layer} of the vision encoder";
        var trunk = new ResidualTrunk(name, layerInput);
        var parts = new List<LayerPart>(segment.Count);
        foreach (var pointer in segment)
        {
            // What is computed on another device may be computed before the layer's end is seen, and would be changed too late.
            var node = (GgmlTensor*)pointer;
            parts.Add(trunk.Add(node));
            if (parts[^1].Block is not null && node->Buffer != null && Ggml.BufferType(node->Buffer) != Ggml.BufferType(output->Buffer))
                throw new ModelException($"{name} is computed on two devices (node '{node->NameText}') and cannot be bypassed: use --device cpu");
        }
        trunk.End(output);
        return parts;
    }

    private void Apply(List<LayerPart> parts, Blocks blocks)
    {
        foreach (var (part, pointer) in parts.Zip(segment))
        {
            if (part.Block is not { } block || !blocks.HasFlag(block == 0 ? Blocks.Attention : Blocks.Ffn))
                continue;
            if (part.TrunkOperand is { } operand)
                edits.Replace((GgmlTensor*)pointer, operand);
            else
                edits.SwitchOff((GgmlTensor*)pointer);
        }
    }
}
