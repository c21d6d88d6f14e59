using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TaLo.LlamaCpp.Native;
using TaLo.Models;

namespace TaLo.LlamaCpp.Graph;

/// <summary>
/// Bypasses modules of decoder layers inside an unpatched llama.cpp. The scheduler asks its evaluation callback
/// about every node of a split, in order, before it computes the split; until then the graph may be edited: the
/// addition that joins a block to the residual becomes a copy of the residual, and the block's nodes are switched
/// off. Each is edited when it is itself asked about: where several devices share a layer (Accelerate and the processor on a Mac,
/// a GPU with some of the weights), it is several splits. An ask is answered with "not needed", so the split still runs as one; but with "needed" for a layer's output that
/// <see cref="ResidualReplay"/> captures, or hands to a block's next run: the split is computed up to it, and its data taken.
/// </summary>
internal sealed unsafe class LayerHook : IDisposable
{
    private static readonly ulong OutputPrefix = BitConverter.ToUInt64("l_out-\0\0"u8);
    private const ulong OutputPrefixMask = 0x0000FFFFFFFFFFFF;

    private readonly int layerCount;
    private GCHandle self;
    private readonly GraphEdits edits = new();
    private readonly ResidualReplay replay;
    private readonly Dictionary<int, Blocks> wanted = [];
    private readonly HashSet<int> applied = [];
    private readonly HashSet<nint> silentCaches = [];
    private readonly List<nint> silentCachesOfLayer = [];
    private int previousLayer;
    private GgmlTensor* layerInput;
    private ResidualTrunk? trunk;
    private GgmlTensor* softmax;
    private Exception? failure;

    /// <summary>Creates a hook for a model.</summary>
    /// <param name="layerCount">The model's decoder layers.</param>
    public LayerHook(int layerCount)
    {
        this.layerCount = layerCount;
        replay = new ResidualReplay(layerCount, edits);
        self = GCHandle.Alloc(this);
    }

    [Flags]
    private enum Blocks
    {
        Attention = 1,
        Ffn = 2,

        /// <summary>The attention stays, its weights are made uniform.</summary>
        Uniform = 4,
    }

    /// <summary>Captures the residual stream, and starts passes in the middle on it; told of every node by this hook.</summary>
    public ResidualReplay Replay => replay;

    /// <summary>For <c>llama_context_params.cb_eval</c>.</summary>
    public static delegate* unmanaged[Cdecl]<GgmlTensor*, byte, void*, byte> Callback => &OnNode;

    /// <summary>For <c>llama_context_params.cb_eval_user_data</c>.</summary>
    public void* UserData => (void*)GCHandle.ToIntPtr(self);

    /// <summary>Sets what following decodes bypass; empty for the base model.</summary>
    /// <exception cref="ModelException">A layer does not exist.</exception>
    public void Apply(IReadOnlyList<Knockout> knockouts)
    {
        RepeatedBlock.Of(knockouts);                                      // throws what cannot be repeated together; the runs are the context's
        var next = new Dictionary<int, Blocks>();
        foreach (var knockout in knockouts)
        {
            if (!knockout.Exists(layerCount))
                throw new ModelException($"there is no {knockout}: this model has layers 0 to {layerCount - 1}");
            if (knockout.Kind.Intervention == Intervention.Repeat)
                continue;
            next[knockout.Layer] = next.GetValueOrDefault(knockout.Layer) | (knockout.Kind.Intervention, knockout.Module) switch
            {
                (Intervention.Uniform, _) => Blocks.Uniform,
                (_, Module.Attention) => Blocks.Attention,
                (_, Module.Ffn) => Blocks.Ffn,
                _ => Blocks.Attention | Blocks.Ffn,
            };
        }
        if (next.Count == wanted.Count && next.All(n => wanted.GetValueOrDefault(n.Key) == n.Value))
            return;
        wanted.Clear();
        foreach (var (layer, blocks) in next)
            wanted[layer] = blocks;
        edits.NextVersion();
    }

    /// <summary>Call before each decode.</summary>
    public void Begin()
    {
        failure = null;
        applied.Clear();
        BeginGraph();
        replay.NextGraph();
    }

    /// <summary>Call after each decode: makes sure that everything wanted was really applied.</summary>
    /// <exception cref="ModelException">The graph was not understood, or a layer never came by.</exception>
    public void End()
    {
        if (failure is not null || applied.Count != wanted.Count)
            edits.NextVersion();                                          // a graph that is taken again is edited anew, and refused again
        if (failure is { } e)
            throw e is ModelException or ResumeException ? e : new ModelException($"the layer hook failed: {e.Message}", e);
        if (applied.Count != wanted.Count)
            throw new ModelException($"layer {wanted.Keys.First(l => !applied.Contains(l))}: the graph has no node "
                + "'l_out-N' for it; this architecture cannot be knocked out yet");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (self.IsAllocated)
            self.Free();
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte OnNode(GgmlTensor* node, byte ask, void* userData)
    {
        var hook = (LayerHook)GCHandle.FromIntPtr((nint)userData).Target!;
        try
        {
            if (ask != 0)
                return (byte)(hook.Ask(node) ? 1 : 0);
            hook.replay.Take(node);
        }
        catch (Exception e)
        {
            // Nothing may unwind through native frames: End() throws it.
            hook.failure ??= e;
        }
        // After an ask: nobody needs this node. After its computation: go on.
        return (byte)(ask != 0 ? 0 : 1);
    }

    /// <returns>Whether the node's data is wanted.</returns>
    private bool Ask(GgmlTensor* node)
    {
        edits.RestoreIfOutdated(node);
        if (failure is not null)
            return false;
        var isOutput = IsOutput(node);
        var isInTail = replay.IsInTail;
        var wantsData = replay.Ask(node, isOutput);
        if (isInTail)
            return wantsData;
        if (wanted.Count > 0)
            Follow(node, isOutput);
        else if (isOutput && LayerOf(node) == layerCount - 1)
            replay.EnterTail();
        return wantsData;
    }

    private void Follow(GgmlTensor* node, bool isOutput)
    {
        if (replay.IsEntry && !isOutput)
        {
            // The layer begins here; what was switched off before it is none of its own.
            BeginLayer(node);
            return;
        }
        if (silentCaches.Count > 0)
            RefuseSilentCache(node);
        if (layerInput == null && (node->Op == GraphOps.RmsNorm || node->Op == GraphOps.Norm) && node->NameSpan.EndsWith("-0"u8))
            BeginLayer(node->Source(0)); // layer 0's first norm; the end of the graph before has one too, without a layer's number
        if (trunk is not null)
            Edit(node, trunk, wanted[previousLayer + 1]);
        if (isOutput)
            EndLayer(node, LayerOf(node));
    }

    /// <summary>A view of a layer's output is called <c>l_out-3 (view)</c>, and is none.</summary>
    private static bool IsOutput(GgmlTensor* node) =>
        (node->NamePrefix & OutputPrefixMask) == OutputPrefix && node->NameSpan[6..].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;

    private static int LayerOf(GgmlTensor* output) =>
        int.Parse(output->NameSpan[6..], System.Globalization.CultureInfo.InvariantCulture);

    private void EndLayer(GgmlTensor* output, int layer)
    {
        if (layer != previousLayer + 1 || layerInput == null)
            throw new ModelException($"layer {layer}: the graph node '{output->NameText}' does not follow layer {layer - 1}; "
                + "this architecture cannot be knocked out yet");
        if (trunk is not null)
        {
            trunk.End(output);
            if ((wanted[layer] & (Blocks.Uniform | Blocks.Attention)) == Blocks.Uniform && softmax == null)
                throw new ModelException($"layer {layer} has no softmax attention: nothing can be made uniform");
            applied.Add(layer);
        }
        silentCaches.UnionWith(silentCachesOfLayer);
        previousLayer = layer;
        BeginLayer(output);
        if (layer != layerCount - 1)
            return;
        BeginGraph();
        replay.EnterTail();
    }

    private void BeginLayer(GgmlTensor* input)
    {
        layerInput = input;
        silentCachesOfLayer.Clear();
        softmax = null;
        trunk = input != null && wanted.ContainsKey(previousLayer + 1) ? new ResidualTrunk($"layer {previousLayer + 1}", input) : null;
    }

    /// <summary>Edits a node of a layer of which blocks are bypassed, unless it comes back edited.</summary>
    private void Edit(GgmlTensor* node, ResidualTrunk trunk, Blocks blocks)
    {
        var isEdited = edits.IsCurrent(node);
        var part = trunk.Add(node, isReplaced: isEdited && node->Op == GraphOps.Dup);
        if (part.Block is not { } block)
            return;
        if (blocks.HasFlag(block == 0 ? Blocks.Attention : Blocks.Ffn))
        {
            if (isEdited)
                return;
            if (part.TrunkOperand is { } operand)
                edits.Replace(node, operand);
            else
                edits.SwitchOff(node);
            if (node->Op == GraphOps.SetRows)
                silentCachesOfLayer.Add((nint)node->ViewSource);
        }
        else if (block == 0 && blocks.HasFlag(Blocks.Uniform) && (node->Op == GraphOps.SoftMax || node->Op == GraphOps.FlashAttention))
        {
            if (softmax != null)
                throw new ModelException($"layer {previousLayer + 1}: the graph nodes '{softmax->NameText}' and '{node->NameText}' both weigh its attention; this architecture's attention cannot be made uniform yet");
            softmax = node;
            if (!isEdited)
                edits.Flatten(node);
        }
    }

    /// <summary>A layer that reads another layer's keys and values (shared caches) would read stale ones.</summary>
    private void RefuseSilentCache(GgmlTensor* node)
    {
        if (node->ViewSource != null && !edits.IsCurrent(node) && silentCaches.Contains((nint)node->ViewSource)
            && node->Op != GraphOps.SetRows)
            throw new ModelException($"the graph node '{node->NameText}' reads the attention cache of a bypassed layer; "
                + "this architecture shares caches between layers and cannot be knocked out yet");
    }

    private void BeginGraph()
    {
        previousLayer = -1;
        BeginLayer(null);
        silentCaches.Clear();
    }
}
