using LLama.Exceptions;
using LLama.Native;
using TaLo.LlamaCpp.Graph;
using TaLo.LlamaCpp.Native;
using TaLo.LlamaCpp.Prompts;
using TaLo.Models;

namespace TaLo.LlamaCpp;

/// <summary>
/// A decoding context of llama.cpp with its layer hook: what is bypassed in it, how a pass over something that was
/// passed before starts in the middle, and what stops a decode.
/// </summary>
internal sealed unsafe class DecodingContext : IDisposable
{
    /// <summary>The most positions that are computed at once.</summary>
    public const int MicroBatch = 512;

    private readonly LayerHook? hook;
    private readonly PassStop stop = new();
    private readonly bool startInTheMiddle;
    private readonly PromptCaches caches;
    private readonly int layerCount;
    private object? captured;
    private HashSet<Knockout> capturedUnder = [];

    /// <summary>Creates a context for a loaded model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="options">What the user asked for.</param>
    /// <param name="threads">Threads to compute with.</param>
    /// <param name="sequences">Sequences that it holds beside each other, each in a memory of its own of the options' length.</param>
    /// <exception cref="ModelException">llama.cpp refuses, for example for lack of memory.</exception>
    public DecodingContext(SafeLlamaModelHandle model, ModelOptions options, int threads, int sequences = 1)
    {
        startInTheMiddle = options.StartInTheMiddle;
        layerCount = model.LayerCount;
        hook = options.InstallHook ? new LayerHook(model.LayerCount) : null;
        var parameters = LLamaContextParams.Default();
        parameters.n_ctx = (uint)options.ContextLength;
        parameters.n_batch = (uint)Math.Min(options.ContextLength, 2048);
        parameters.n_ubatch = MicroBatch;
        parameters.n_threads = threads;
        parameters.n_threads_batch = threads;
        // For experts in main memory that a GPU multiplies, the scheduler reads which ones are chosen before it asks about a node: of a router that is switched off by then, anything.
        parameters.op_offload = false;
        parameters.abort_callback = (nint)PassStop.Callback;
        parameters.abort_callback_user_data = (nint)stop.UserData;
        if (sequences > 1)
        {
            parameters.n_seq_max = (uint)sequences;
            parameters.n_ctx = (uint)(options.ContextLength * sequences);
            parameters.n_batch = parameters.n_ctx;
            parameters.kv_unified = false;
            // Flash attention and 16-bit keys round otherwise for many tokens than for few.
            parameters.llama_flash_attn_type = LLamaFlashAttentionType.LLAMA_FLASH_ATTENTION_TYPE_DISABLED;
            parameters.type_k = parameters.type_v = GGMLType.GGML_TYPE_F32;
        }
        if (hook is not null)
        {
            parameters.cb_eval = (nint)LayerHook.Callback;
            parameters.cb_eval_user_data = (nint)hook.UserData;
        }
        EngineLog.Forget();
        try
        {
            Handle = SafeLLamaContextHandle.Create(model, parameters);
        }
        catch (RuntimeError e)
        {
            hook?.Dispose();
            stop.Dispose();
            throw new ModelException($"llama.cpp cannot create a context of {options.ContextLength} positions "
                + $"({EngineLog.FirstError}): try a smaller --ctx", e);
        }
        BatchSize = PieceSize = (int)Handle.BatchSize;
        caches = new PromptCaches(Handle, model, options.CaptureLimitBytes);
        if (hook is null)
            return;
        hook.Replay.MemoryLimit = options.CaptureLimitBytes;
        hook.Replay.GraphsReused = () => Llama.Perf(Handle).GraphsReused;
    }

    /// <summary>The native context.</summary>
    public SafeLLamaContextHandle Handle { get; }

    /// <summary>The most tokens of one decode.</summary>
    public int BatchSize { get; }

    /// <summary>Whether the latest decode's logits are the pass's; a run through a repeated block that another one follows has none.</summary>
    public bool HasLogits { get; private set; } = true;

    /// <summary>The most tokens that one decode should take now: behind the last layer, the output of all of them is kept at once.</summary>
    public int PieceSize { get; private set; }

    /// <summary>What stops a running decode.</summary>
    public PassStop Stop => stop;

    /// <summary>Bytes held of the captured base pass.</summary>
    public long CapturedBytes => hook?.Replay.ByteCount ?? 0;

    /// <summary>Sets what following decodes bypass.</summary>
    public void Apply(IReadOnlyList<Knockout> knockouts)
    {
        if (hook is null && knockouts.Count > 0)
            throw new InvalidOperationException("The model was loaded without the layer hook.");
        hook?.Apply(knockouts);
    }

    /// <summary>
    /// Makes a pass. A base pass, or the first one over something, captures the residual stream; passes over the same under more
    /// than that then only compute what lies above the lowest layer that is added.
    /// </summary>
    /// <param name="over">What is passed over; the same object for the same tokens in the same decodes.</param>
    /// <param name="knockouts">What is bypassed; empty for the base model.</param>
    /// <param name="whole">Decodes all of it from an empty context; may be called a second time.</param>
    /// <param name="goesOn">
    /// Whether more is decoded behind the pass. A pass that starts in the middle writes the caches of its upper layers alone;
    /// those below must then be the base pass's, whatever was passed since.
    /// </param>
    /// <param name="captures">Whether a base pass is captured; one that no other follows leaves what is captured as it is.</param>
    public void Pass(object over, IReadOnlyList<Knockout> knockouts, Action whole, bool goesOn = false, bool captures = true)
    {
        Apply(knockouts);
        if (RepeatedBlock.Of(knockouts) is { } block)
        {
            PassRepeatedly(over, block, knockouts.Count == 1, whole);
            return;
        }
        if (hook is null || !startInTheMiddle || !captures)
        {
            whole();
            return;
        }
        var finished = false;
        try
        {
            var isCapturing = Start(over, knockouts, hook.Replay, goesOn);
            whole();
            finished = true;
            if (isCapturing && goesOn)
                caches.Save();
        }
        catch (ResumeException)
        {
            // What was skipped is needed after all: once more without the replay, which is over.
            hook.Replay.EndPass(finished);
            whole();
        }
        finally
        {
            hook.Replay.EndPass(finished);
        }
    }

    /// <summary>Makes the decodes of one run through a repeated block; see <see cref="ResidualReplay.StartRun"/>.</summary>
    /// <exception cref="ModelException">The architecture does not let itself be repeated so.</exception>
    public void Run(BlockRelay relay, bool isFirst, bool isLast, Action decodes)
    {
        if (isFirst)
            relay.Clear();
        var isOfLastLayer = relay.Last == layerCount - 1;
        PieceSize = isOfLastLayer ? Math.Min(MicroBatch, BatchSize) : BatchSize;
        HasLogits = isLast;
        // The last layer puts out the tokens whose logits are wanted; a run that others follow hands on all of them.
        var wantsAll = isOfLastLayer && !isLast;
        if (wantsAll)
            Handle.SetEmbeddings(true);
        hook!.Replay.StartRun(relay, isFirst, isLast);
        try
        {
            decodes();
        }
        catch (ResumeException e)
        {
            throw new ModelException($"layers {relay.First} to {relay.Last} cannot be repeated in this architecture: {e.Message}", e);
        }
        finally
        {
            hook.Replay.EndPass(finished: true);
            if (wantsAll)
                Handle.SetEmbeddings(false);
            (HasLogits, PieceSize) = (true, BatchSize);
        }
        relay.HandOn();
        if (!isLast && relay.Handed == 0)
            throw new ModelException($"layer {relay.Last}: the graph has no node 'l_out-N' for it; this architecture cannot be repeated yet");
    }

    /// <summary>Decodes a batch behind what the context holds.</summary>
    /// <exception cref="OperationCanceledException">Stopped; some of the tokens may be in the context.</exception>
    public void Decode(TokenBatch batch, CancellationToken cancellationToken)
    {
        Begin(cancellationToken);
        End(Llama.Decode(Handle, batch.Native));
    }

    /// <summary>Decodes an image's embeddings behind what a sequence holds.</summary>
    /// <returns>The position after them.</returns>
    /// <exception cref="OperationCanceledException">Stopped; some of the embeddings may be in the context.</exception>
    public int DecodeImage(VisionEncoder vision, PromptChunk chunk, int position, int sequence, CancellationToken cancellationToken)
    {
        if (chunk.TokenCount > MicroBatch && Mtmd.UsesNonCausal(vision.Handle, chunk.Image))
            throw new InputException($"an image takes {chunk.TokenCount} positions that see each other; at most {MicroBatch} fit one batch");
        var next = position;
        Begin(cancellationToken);
        fixed (float* e = chunk.Embeddings)
            End(Mtmd.DecodeImageChunk(vision.Handle, Handle, chunk.Image, e, position, sequence, PieceSize, &next, 0, 0));
        return next;
    }

    /// <summary>The logits after a token of the latest decode, valid until the next; −1 for the last one that wanted them.</summary>
    /// <exception cref="ModelException">There are none.</exception>
    public ReadOnlySpan<float> Logits(int token)
    {
        try
        {
            return Handle.GetLogitsIth(token);
        }
        catch (GetLogitsInvalidIndexException e)
        {
            throw new ModelException("llama.cpp computed no logits for a token that wanted them", e);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Handle.Dispose();
        hook?.Dispose();
        stop.Dispose();
    }

    /// <summary>
    /// Runs a block again over the same decodes, one run after the other: each is a pass that starts behind the layer before the block, on top
    /// of what the run before put out. The captured base pass is a first run.
    /// </summary>
    private void PassRepeatedly(object over, RepeatedBlock block, bool isAlone, Action whole)
    {
        var replay = hook!.Replay;
        var relay = new BlockRelay(block.First, block.Last);
        var isCaptured = isAlone && replay.HasCapture && captured == over && capturedUnder.Count == 0 && relay.Take(replay.Captures);
        for (var run = isCaptured ? 1 : 0; run < block.Times; run++)
            Run(relay, isFirst: run == 0, isLast: run == block.Times - 1, whole);
    }

    /// <returns>Whether the pass is captured.</returns>
    private bool Start(object over, IReadOnlyList<Knockout> knockouts, ResidualReplay replay, bool goesOn)
    {
        var isOnTop = replay.HasCapture && captured == over && capturedUnder.IsSubsetOf(knockouts);
        if (!isOnTop && (knockouts.Count == 0 || captured != over))
        {
            replay.StartCapture();
            caches.Forget();
            (captured, capturedUnder) = (over, [.. knockouts]);
            return true;
        }
        var added = knockouts.Where(k => !capturedUnder.Contains(k)).ToList();
        if (isOnTop && added.Count > 0 && added.Min(k => k.Layer) is > 0 and var lowest && (!goesOn || caches.Restore()))
            replay.StartResume(lowest);
        return false;
    }

    private void Begin(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        stop.Token = cancellationToken;
        EngineLog.Forget();
        hook?.Begin();
    }

    private void End(int status)
    {
        if (status == PassStop.AbortedStatus)
            throw new OperationCanceledException(stop.Token);
        if (status == 0)
            hook?.End();
        else
            throw new ModelException($"llama.cpp failed to decode (status {status}: {EngineLog.FirstError})");
    }
}
