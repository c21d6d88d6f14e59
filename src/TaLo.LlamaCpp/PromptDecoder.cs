using LLama.Exceptions;
using LLama.Native;
using TaLo.LlamaCpp.Graph;
using TaLo.LlamaCpp.Native;
using TaLo.LlamaCpp.Prompts;
using TaLo.Models;

namespace TaLo.LlamaCpp;

/// <summary>A decoding context with its layer hook: runs whole prompts through the decoder, one sequence at a time.</summary>
internal sealed unsafe class PromptDecoder : IDisposable
{
    private const int MicroBatch = 512;
    private static readonly LLamaSeqId OnlySequence = (LLamaSeqId)0;
    private readonly SafeLLamaContextHandle context;
    private readonly TokenBatch batch;
    private readonly LayerHook? hook;
    private readonly PassStop stop = new();
    private readonly VisionEncoder? vision;
    private readonly int batchSize;
    private readonly bool startInTheMiddle;
    private EncodedPrompt? captured;

    /// <summary>Creates a context for a loaded model.</summary>
    /// <exception cref="ModelException">llama.cpp refuses, for example for lack of memory.</exception>
    public PromptDecoder(SafeLlamaModelHandle model, VisionEncoder? vision, ModelOptions options, int threads)
    {
        this.vision = vision;
        startInTheMiddle = options.StartInTheMiddle;
        hook = options.InstallHook ? new LayerHook(model.LayerCount) : null;
        var parameters = LLamaContextParams.Default();
        parameters.n_ctx = (uint)options.ContextLength;
        parameters.n_batch = (uint)Math.Min(options.ContextLength, 2048);
        parameters.n_ubatch = MicroBatch;
        parameters.n_threads = threads;
        parameters.n_threads_batch = threads;
        parameters.abort_callback = (nint)PassStop.Callback;
        parameters.abort_callback_user_data = (nint)stop.UserData;
        if (hook is not null)
        {
            parameters.cb_eval = (nint)LayerHook.Callback;
            parameters.cb_eval_user_data = (nint)hook.UserData;
        }
        EngineLog.Forget();
        try
        {
            context = SafeLLamaContextHandle.Create(model, parameters);
        }
        catch (RuntimeError e)
        {
            hook?.Dispose();
            stop.Dispose();
            throw new ModelException($"llama.cpp cannot create a context of {options.ContextLength} positions "
                + $"({EngineLog.FirstError}): try a smaller --ctx", e);
        }
        batchSize = (int)context.BatchSize;
        batch = new TokenBatch(batchSize, sequences: 1);
        if (hook is not null)
            hook.Middle.MemoryLimit = options.CaptureLimitBytes;
    }

    /// <summary>What stops a running decode.</summary>
    internal PassStop Stop => stop;

    /// <summary>Bytes held of the captured base pass.</summary>
    public long CapturedBytes => hook?.Middle.ByteCount ?? 0;

    /// <summary>Graphs that were taken again as they were instead of being built anew.</summary>
    internal int GraphsReused => Llama.Perf(context).GraphsReused;

    /// <summary>Whether the latest decode computed the logits of the i-th token of its batch.</summary>
    internal bool HasLogitsOf(int token)
    {
        try
        {
            return context.GetLogitsIth(token).Length > 0;
        }
        catch (GetLogitsInvalidIndexException)
        {
            return false;
        }
    }

    /// <summary>Positions that fit.</summary>
    public int ContextLength => (int)context.ContextSize;

    /// <summary>
    /// Decodes a whole prompt from an empty context. A base pass captures the residual stream; knockout passes over
    /// the same prompt then only compute what lies above their lowest layer.
    /// </summary>
    /// <returns>The logits after its last token, valid until the next call.</returns>
    /// <exception cref="OperationCanceledException">Stopped in the middle; the next pass begins anew.</exception>
    public ReadOnlySpan<float> Logits(EncodedPrompt prompt, IReadOnlyList<Knockout> knockouts, CancellationToken cancellationToken)
    {
        Bypass(knockouts);
        if (hook is null || !startInTheMiddle)
            return WholePass(prompt, cancellationToken);
        var finished = false;
        try
        {
            Start(prompt, knockouts, hook.Middle);
            var logits = WholePass(prompt, cancellationToken);
            finished = true;
            return logits;
        }
        catch (ResumeException)
        {
            hook.Middle.EndPass(finished);
            return WholePass(prompt, cancellationToken);
        }
        finally
        {
            hook.Middle.EndPass(finished);
        }
    }

    private void Start(EncodedPrompt prompt, IReadOnlyList<Knockout> knockouts, MiddlePass middle)
    {
        var isCaptured = middle.HasCapture && captured == prompt;
        if (knockouts.Count == 0 && !isCaptured)
        {
            middle.StartCapture();
            captured = prompt;
        }
        else if (isCaptured && knockouts.Count > 0 && knockouts.Min(k => k.Layer) is > 0 and var lowest)
        {
            middle.StartResume(lowest);
        }
    }

    private ReadOnlySpan<float> WholePass(EncodedPrompt prompt, CancellationToken cancellationToken)
    {
        Clear();
        var position = 0;
        for (var i = 0; i < prompt.Chunks.Count; i++)
        {
            var chunk = prompt.Chunks[i];
            position = chunk.IsImage
                ? DecodeImage(chunk, position, cancellationToken)
                : DecodeTokens(chunk.Tokens, position, logitsOfLast: i == prompt.Chunks.Count - 1, cancellationToken);
        }
        return LastLogits();
    }

    /// <summary>Sets what following decodes bypass.</summary>
    public void Bypass(IReadOnlyList<Knockout> knockouts)
    {
        if (hook is null && knockouts.Count > 0)
            throw new InvalidOperationException("The model was loaded without the layer hook.");
        hook?.Bypass(knockouts);
    }

    /// <summary>Counts how often the context was emptied: who remembers what it holds can see that it no longer does.</summary>
    public int TimesEmptied { get; private set; }

    /// <summary>Empties the context.</summary>
    public void Clear()
    {
        TimesEmptied++;
        context.MemoryClear(data: false);
    }

    /// <summary>Takes out of the context what lies at a position and behind it.</summary>
    /// <returns>
    /// Whether all before it is still there as it was read; otherwise the context must be emptied (a recurrent state
    /// cannot go back, a sliding window may have let go of its beginning).
    /// </returns>
    public bool CutAt(int position)
    {
        return context.MemorySequenceMinPosition(OnlySequence) == (LLamaPos)0
            && NativeApi.llama_memory_seq_rm(Llama.Memory(context), OnlySequence, position, -1);
    }

    /// <summary>Decodes text tokens that follow what the context holds.</summary>
    /// <returns>The position after them.</returns>
    /// <exception cref="OperationCanceledException">Stopped; some of the tokens may be in the context.</exception>
    public int DecodeTokens(ReadOnlySpan<int> tokens, int position, bool logitsOfLast, CancellationToken cancellationToken = default)
    {
        for (var start = 0; start < tokens.Length; start += batchSize)
        {
            var part = tokens.Slice(start, Math.Min(batchSize, tokens.Length - start));
            DecodeBatch(part, position, logitsOfLast && start + part.Length == tokens.Length, cancellationToken);
            position += part.Length;
        }
        return position;
    }

    /// <summary>The logits after the last token decoded, valid until the next decode.</summary>
    public ReadOnlySpan<float> LastLogits()
    {
        try
        {
            return context.GetLogitsIth(-1);
        }
        catch (GetLogitsInvalidIndexException e)
        {
            throw new ModelException("llama.cpp computed no logits for the prompt's last token", e);
        }
    }

    /// <summary>Lets a sampler choose the token after the last one decoded.</summary>
    public int Sample(SafeLLamaSamplerChainHandle sampler) => (int)sampler.Sample(context, -1);

    /// <inheritdoc/>
    public void Dispose()
    {
        context.Dispose();
        batch.Dispose();
        hook?.Dispose();
        stop.Dispose();
    }

    private void DecodeBatch(ReadOnlySpan<int> tokens, int position, bool logitsOfLast, CancellationToken cancellationToken)
    {
        batch.Clear();
        for (var i = 0; i < tokens.Length; i++)
            batch.Add(tokens[i], position + i, [(int)OnlySequence], logitsOfLast && i == tokens.Length - 1);
        Begin(cancellationToken);
        End(Llama.Decode(context, batch.Native));
    }

    /// <summary>Decodes an image's embeddings behind what the context holds.</summary>
    /// <returns>The position after them.</returns>
    /// <exception cref="OperationCanceledException">Stopped; some of the embeddings may be in the context.</exception>
    public int DecodeImage(PromptChunk chunk, int position, CancellationToken cancellationToken)
    {
        if (chunk.TokenCount > MicroBatch && Mtmd.UsesNonCausal(vision!.Handle, chunk.Image))
            throw new InputException($"an image takes {chunk.TokenCount} positions that see each other; at most {MicroBatch} fit one batch");
        var next = position;
        Begin(cancellationToken);
        fixed (float* e = chunk.Embeddings)
            End(Mtmd.DecodeImageChunk(vision!.Handle, context, chunk.Image, e, position, (int)OnlySequence, batchSize, &next, 0, 0));
        return next;
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
