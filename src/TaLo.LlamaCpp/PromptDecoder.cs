using LLama.Exceptions;
using LLama.Native;
using TaLo.LlamaCpp.Graph;
using TaLo.LlamaCpp.Native;
using TaLo.LlamaCpp.Prompts;
using TaLo.Models;

namespace TaLo.LlamaCpp;

/// <summary>
/// Runs prompts through the decoder, one sequence at a time. Where tokens follow a prompt under a repeated block, each of the block's
/// runs has a context of its own, with the keys and values that it has read.
/// </summary>
internal sealed class PromptDecoder : IDisposable
{
    private const int OnlySequence = 0;
    private readonly DecodingContext context;
    private readonly TokenBatch batch;
    private readonly VisionEncoder? vision;
    private readonly Func<DecodingContext> another;
    private readonly List<DecodingContext> furtherRuns = [];
    private ReadPrompt? body;
    private RepeatedBlock? block;
    private BlockRelay? relay;

    /// <summary>Creates a context for a loaded model.</summary>
    /// <exception cref="ModelException">llama.cpp refuses, for example for lack of memory.</exception>
    public PromptDecoder(SafeLlamaModelHandle model, VisionEncoder? vision, ModelOptions options, int threads)
    {
        this.vision = vision;
        another = () => new DecodingContext(model, options, threads);
        context = another();
        ContextLength = Math.Min(options.ContextLength, (int)context.Handle.ContextSize);
        batch = new TokenBatch(context.BatchSize, sequences: 1);
    }

    /// <summary>Positions that a prompt may fill: as many as were asked for, also where llama.cpp has room for a few more.</summary>
    public int ContextLength { get; }

    /// <summary>Counts how often the context was emptied: who remembers what it holds can see that it no longer does.</summary>
    public int TimesEmptied { get; private set; }

    /// <inheritdoc cref="DecodingContext.CapturedBytes"/>
    public long CapturedBytes => context.CapturedBytes;

    /// <summary>The native context.</summary>
    internal SafeLLamaContextHandle Handle => context.Handle;

    /// <inheritdoc cref="DecodingContext.Stop"/>
    internal PassStop Stop => context.Stop;

    /// <summary>Graphs that were taken again as they were instead of being built anew.</summary>
    internal int GraphsReused => Llama.Perf(context.Handle).GraphsReused;

    /// <summary>Whether the latest decode computed the logits of the i-th token of its batch.</summary>
    internal bool HasLogitsOf(int token)
    {
        try
        {
            return context.Handle.GetLogitsIth(token).Length > 0;
        }
        catch (GetLogitsInvalidIndexException)
        {
            return false;
        }
    }

    /// <summary>
    /// Decodes a whole prompt from an empty context. A base pass captures the residual stream; knockout passes over
    /// the same prompt then only compute what lies above their lowest layer.
    /// </summary>
    /// <returns>The logits after its last token, valid until the next call.</returns>
    /// <exception cref="OperationCanceledException">Stopped in the middle; the next pass begins anew.</exception>
    public ReadOnlySpan<float> Logits(EncodedPrompt prompt, IReadOnlyList<Knockout> knockouts, CancellationToken cancellationToken)
    {
        (block, relay) = (null, null);
        (var shown, knockouts) = Seen(prompt, knockouts, cancellationToken);
        if (IsInTwo(shown, knockouts))
            PassInTwo(shown, knockouts, cancellationToken);
        else
            context.Pass(shown, knockouts, () => WholePass(shown, cancellationToken), captures: shown == prompt);
        return LastLogits();
    }

    /// <summary>As <see cref="Logits"/>, so that tokens can be decoded behind the prompt under the same knockouts.</summary>
    /// <returns>The position behind the prompt.</returns>
    public int Read(EncodedPrompt prompt, IReadOnlyList<Knockout> knockouts, CancellationToken cancellationToken)
    {
        (var shown, knockouts) = Seen(prompt, knockouts, cancellationToken);
        Apply(knockouts);
        if (block is not null)
            return WholePass(shown, cancellationToken);
        if (IsInTwo(shown, knockouts))
            return PassInTwo(shown, knockouts, cancellationToken);
        var position = 0;
        context.Pass(shown, knockouts, () => position = WholePass(shown, cancellationToken), goesOn: true, captures: shown == prompt);
        return position;
    }

    /// <summary>Sets what of the decoder following decodes are made under. Behind another repeated block than before, the context must be emptied.</summary>
    /// <exception cref="ModelException">It cannot be, or there is no memory for a block's further runs.</exception>
    public void Apply(IReadOnlyList<Knockout> knockouts)
    {
        context.Apply(knockouts);
        var next = RepeatedBlock.Of(knockouts);
        if (next != block)
            relay = next is { } n ? new BlockRelay(n.First, n.Last) : null;
        block = next;
        while (furtherRuns.Count < block?.Times - 1)
            furtherRuns.Add(another());
        foreach (var run in Runs.Skip(1))
            run.Apply(knockouts);
    }

    /// <summary>Empties the context.</summary>
    public void Clear()
    {
        TimesEmptied++;
        foreach (var run in Runs)
            run.Handle.MemoryClear(data: false);
    }

    /// <summary>Takes out of the context what lies at a position and behind it.</summary>
    /// <returns>
    /// Whether all before it is still there as it was read; otherwise the context must be emptied (a recurrent state
    /// cannot go back, a sliding window may have let go of its beginning).
    /// </returns>
    public bool CutAt(int position) => Runs.All(run =>
        run.Handle.MemorySequenceMinPosition((LLamaSeqId)OnlySequence) == (LLamaPos)0
        && NativeApi.llama_memory_seq_rm(Llama.Memory(run.Handle), (LLamaSeqId)OnlySequence, position, -1));

    /// <summary>Decodes text tokens that follow what the context holds.</summary>
    /// <returns>The position after them.</returns>
    /// <exception cref="OperationCanceledException">Stopped; some of the tokens may be in the context.</exception>
    public int DecodeTokens(ReadOnlySpan<int> tokens, int position, bool logitsOfLast, CancellationToken cancellationToken = default)
    {
        var size = block is null ? context.PieceSize : Math.Min(DecodingContext.MicroBatch, context.BatchSize);
        for (var start = 0; start < tokens.Length; start += size)
        {
            var part = tokens.Slice(start, Math.Min(size, tokens.Length - start));
            var isLast = start + part.Length == tokens.Length;
            batch.Clear();
            for (var i = 0; i < part.Length; i++)
                batch.Add(part[i], position + i, [OnlySequence], logitsOfLast && isLast && i == part.Length - 1);
            ThroughRuns(run => run.Decode(batch, cancellationToken));
            position += part.Length;
        }
        return position;
    }

    /// <summary>Decodes an image's embeddings behind what the context holds.</summary>
    /// <returns>The position after them.</returns>
    /// <exception cref="OperationCanceledException">Stopped; some of the embeddings may be in the context.</exception>
    public int DecodeImage(PromptChunk chunk, int position, CancellationToken cancellationToken)
    {
        var next = position;
        ThroughRuns(run => next = run.DecodeImage(vision!, chunk, position, OnlySequence, cancellationToken));
        return next;
    }

    /// <summary>The logits after the last token decoded, valid until the next decode.</summary>
    public ReadOnlySpan<float> LastLogits() => Runs.Last().Logits(-1);

    /// <summary>Lets a sampler choose the token after the last one decoded.</summary>
    public int Sample(SafeLLamaSamplerChainHandle sampler) => (int)sampler.Sample(Runs.Last().Handle, -1);

    /// <inheritdoc/>
    public void Dispose()
    {
        context.Dispose();
        furtherRuns.ForEach(run => run.Dispose());
        batch.Dispose();
    }

    /// <summary>The contexts in use: one for each run of a repeated block, else the one.</summary>
    private IEnumerable<DecodingContext> Runs => furtherRuns.Take(block?.Times - 1 ?? 0).Prepend(context);

    private void ThroughRuns(Action<DecodingContext> decode)
    {
        if (relay is null)
        {
            decode(context);
            return;
        }
        var last = block!.Value.Times - 1;
        foreach (var (i, run) in Runs.Index())
            run.Run(relay, isFirst: i == 0, isLast: i == last, () => decode(run));
    }

    /// <summary>The prompt with its images as they are under what knockouts take from the vision encoder, and the knockouts that are left.</summary>
    private (EncodedPrompt Prompt, IReadOnlyList<Knockout> Knockouts) Seen(
        EncodedPrompt prompt, IReadOnlyList<Knockout> knockouts, CancellationToken cancellationToken)
    {
        var (ofVision, ofDecoder) = VisionEncoder.Split(knockouts);
        return (prompt.Under(vision, ofVision, cancellationToken), ofDecoder);
    }

    private static bool IsInTwo(EncodedPrompt prompt, IReadOnlyList<Knockout> knockouts) =>
        prompt.Scope == Scope.Answer || knockouts.Any(k => k.Kind.Scope == Scope.Answer);

    /// <summary>
    /// Reads the prompt but its last token, which knockouts of the answer's scope spare, then that token. The next pass over the same
    /// prompt takes the token out again and reads it anew.
    /// </summary>
    /// <returns>The position behind the prompt.</returns>
    private int PassInTwo(EncodedPrompt prompt, IReadOnlyList<Knockout> knockouts, CancellationToken cancellationToken)
    {
        Knockout[] early = [.. knockouts.Where(k => k.Kind.Scope == Scope.All)];
        if (body is not { } held || held.Prompt != prompt || held.TimesEmptied != TimesEmptied || !held.ReadUnder.SetEquals(early) || !CutAt(held.End))
        {
            context.Apply(early);
            Clear();
            var end = Decode([.. prompt.Chunks.SkipLast(1)], 0, logitsOfLast: false, cancellationToken);
            end = DecodeTokens(prompt.Chunks[^1].Tokens.AsSpan()[..^1], end, logitsOfLast: false, cancellationToken);
            body = held = new ReadPrompt(prompt, [.. early], end, TimesEmptied);
        }
        context.Apply(knockouts);
        return DecodeTokens(prompt.Chunks[^1].Tokens.AsSpan()[^1..], held.End, logitsOfLast: true, cancellationToken);
    }

    private int WholePass(EncodedPrompt prompt, CancellationToken cancellationToken)
    {
        Clear();
        return Decode(prompt.Chunks, 0, logitsOfLast: true, cancellationToken);
    }

    private int Decode(IReadOnlyList<PromptChunk> chunks, int position, bool logitsOfLast, CancellationToken cancellationToken)
    {
        for (var i = 0; i < chunks.Count; i++)
        {
            position = chunks[i].IsImage
                ? DecodeImage(chunks[i], position, cancellationToken)
                : DecodeTokens(chunks[i].Tokens, position, logitsOfLast && i == chunks.Count - 1, cancellationToken);
        }
        return position;
    }

    /// <summary>What the context holds of a prompt that is read in two.</summary>
    private sealed record ReadPrompt(EncodedPrompt Prompt, HashSet<Knockout> ReadUnder, int End, int TimesEmptied);
}
