using System.Numerics;
using LLama.Native;
using TaLo.LlamaCpp.Prompts;
using TaLo.Models;

namespace TaLo.LlamaCpp.Continuations;

/// <summary>
/// Runs the continuations of several samples through the decoder side by side. Each is a sequence with a memory of its own that
/// begins at its first cell, so that it is computed with the bits that it has alone: with one memory for all, a text's place
/// in it moves sums by a last bit, and 8-bit activations make tenths of a nat of that.
/// </summary>
internal sealed class PackDecoder : IDisposable
{
    private const int MostSequences = 64;
    private const int ShortestMemory = 256;

    // Of keys and values of all sequences, and of the logits that one pass keeps (150,000 words take 0.6 MB a token).
    private const long MostMemoryBytes = 512L << 20;
    private const long MostLogitBytes = 128L << 20;

    private readonly SafeLlamaModelHandle model;
    private readonly VisionEncoder? vision;
    private readonly ModelOptions options;
    private readonly int threads;
    private readonly LogSoftmax softmax;
    private DecodingContext context;
    private TokenBatch batch;
    private int memory;
    private int sequences;

    /// <summary>Creates a context for a loaded model.</summary>
    /// <exception cref="ModelException">llama.cpp refuses, for example for lack of memory.</exception>
    public PackDecoder(SafeLlamaModelHandle model, VisionEncoder? vision, ModelOptions options, int threads)
    {
        (this.model, this.vision, this.options, this.threads) = (model, vision, options, threads);
        softmax = new LogSoftmax(model.Vocab.Count);
        (context, batch) = Create(Math.Min(ShortestMemory, options.ContextLength), members: 1);
        var byLogits = (int)(MostLogitBytes / (sizeof(float) * model.Vocab.Count));
        Size = new PackSize(Math.Clamp(byLogits, 1, DecodingContext.MicroBatch), sequences);
    }

    /// <summary>How much fits one pass where no text is long.</summary>
    public PackSize Size { get; }

    /// <inheritdoc cref="IVisionLanguageModel.LogProbabilities"/>
    public IReadOnlyList<IReadOnlyList<double>> LogProbabilities(
        IReadOnlyList<IEncodedContinuations> pack, IReadOnlyList<Knockout> knockouts, CancellationToken cancellationToken)
    {
        if (knockouts.FirstOrDefault(k => k.Kind.Scope == Scope.Answer) is { Kind.Scope: Scope.Answer } late)
            throw new ModelException($"{late}: where options are scored as texts, knockouts are in force at all positions; score by letter");
        var samples = pack.Cast<EncodedContinuations>().ToArray();
        var (ofVision, ofDecoder) = VisionEncoder.Split(knockouts);
        MakeRoom(samples.Max(s => s.Families.Max(f => f.Length)), samples.Max(s => s.Families.Max(f => f.Members.Count)));
        var sums = Array.ConvertAll(samples, s => new double[s.Count]);
        var shown = Array.ConvertAll(samples, s => s.FamiliesUnder(vision, ofVision, cancellationToken));
        context.Pass(ofVision.Count == 0 ? pack : shown, ofDecoder, () =>
        {
            Array.ForEach(sums, Array.Clear);
            var families = shown.SelectMany((s, i) => s.Select(f => new Asked(f, sums[i]))).ToList();
            for (var begin = 0; begin < families.Count;)
            {
                var count = Fitting(families, begin);
                PassOver(families.GetRange(begin, count), cancellationToken);
                begin += count;
            }
        }, captures: ofVision.Count == 0);
        return sums;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        context.Dispose();
        batch.Dispose();
    }

    /// <summary>How many families have a sequence for each member; there is always room for one.</summary>
    private int Fitting(List<Asked> families, int begin)
    {
        var (count, members) = (0, 0);
        while (begin + count < families.Count && (count == 0 || members + families[begin + count].Family.Members.Count <= sequences))
            members += families[begin + count++].Family.Members.Count;
        return count;
    }

    /// <summary>A family's beginning is decoded for its first member and given to the others; then each goes on alone.</summary>
    private void PassOver(List<Asked> families, CancellationToken cancellationToken)
    {
        context.Handle.MemoryClear(data: false);
        batch.Clear();
        // First members come first, shorter beginnings before longer ones: llama.cpp computes neighbours together.
        List<Asked> ordered = [.. families.OrderBy(f => f.Family.Shared)];
        var positions = new int[ordered.Count];
        for (var i = 0; i < ordered.Count; i++)
            positions[i] = DecodeChunks(ordered[i].Family.Chunks, i, cancellationToken);
        DecodeSideBySide(
            ordered.Select((a, i) => new Stretch(a.Family.Members[0].Run, 0, a.Family.Shared, positions[i], i, a.Family.Members, a.Sums)), cancellationToken);

        var (rest, next) = (new List<Stretch>(), ordered.Count);
        for (var i = 0; i < ordered.Count; i++)
        {
            var (family, sums) = ordered[i];
            foreach (var (j, member) in family.Members.Index())
            {
                var sequence = j == 0 ? i : next++;
                if (j > 0 && positions[i] + family.Shared > 0)
                    context.Handle.MemorySequenceCopy((LLamaSeqId)i, (LLamaSeqId)sequence, (LLamaPos)0, (LLamaPos)(-1));
                rest.Add(new Stretch(member.Run, family.Shared, family.OwnOf(member.Run), positions[i], sequence, [member], sums));
            }
        }
        DecodeSideBySide(rest, cancellationToken);
    }

    /// <summary>Decodes stretches of even lengths in pieces as long as the shortest that is left, so that no piece has one token of a sequence.</summary>
    private void DecodeSideBySide(IEnumerable<Stretch> stretches, CancellationToken cancellationToken)
    {
        var asked = new List<Target>();
        List<Stretch> left = [.. stretches.Where(s => s.Length > 0)];
        for (var done = 0; left.Count > 0; left.RemoveAll(s => s.Length == done))
        {
            var most = Math.Max(2, Math.Min(DecodingContext.MicroBatch, context.BatchSize) / left.Count & ~1);
            var count = Math.Min(left.Min(s => s.Length) - done, most);
            foreach (var stretch in left)
                Add(stretch, done, count, asked);
            Decode(asked, cancellationToken);
            done += count;
        }
    }

    private int DecodeChunks(IReadOnlyList<PromptChunk> chunks, int sequence, CancellationToken cancellationToken)
    {
        var position = 0;
        foreach (var chunk in chunks)
        {
            if (chunk.IsImage)
            {
                position = context.DecodeImage(vision!, chunk, position, sequence, cancellationToken);
                continue;
            }
            foreach (var token in chunk.Tokens)
                batch.Add(token, position++, [sequence], logits: false);
            Decode([], cancellationToken);
        }
        return position;
    }

    /// <summary>Adds some tokens of a stretch; what is wanted of them is asked for each of the runs that share them.</summary>
    private void Add(Stretch stretch, int done, int count, List<Target> asked)
    {
        var tokens = stretch.Run.Tokens;
        for (var i = stretch.From + done; i < stretch.From + done + count; i++)
        {
            var wanting = stretch.Sharing.Where(s => i + 1 >= s.Run.First && i + 1 < tokens.Length).ToList();
            var place = batch.Add(tokens[i], stretch.Before + i, [stretch.Sequence], wanting.Count > 0);
            asked.AddRange(wanting.Select(s => new Target(place, s.Run.Tokens[i + 1], stretch.Sums, s.Place)));
        }
    }

    private void Decode(List<Target> asked, CancellationToken cancellationToken)
    {
        if (batch.Count == 0)
            return;
        context.Decode(batch, cancellationToken);
        foreach (var token in context.HasLogits ? asked.GroupBy(a => a.Batch) : [])
        {
            var logits = context.Logits(token.Key);
            var log = softmax.LogSumExp(logits);
            foreach (var target in token)
                target.Sums[target.Place] += LogSoftmax.Of(logits[target.Token], log);
        }
        batch.Clear();
        asked.Clear();
    }

    /// <summary>A longer text than before needs longer memories, and fewer of them; a family needs one for each member.</summary>
    private void MakeRoom(int length, int members)
    {
        if (length <= memory && members <= sequences)
            return;
        Dispose();
        var longer = (int)Math.Min(BitOperations.RoundUpToPowerOf2((uint)length), (uint)options.ContextLength);
        (context, batch) = Create(Math.Max(memory, longer), members);
    }

    private (DecodingContext Context, TokenBatch Batch) Create(int length, int members)
    {
        var bytesPerCell = 2L * sizeof(float) * model.LayerCount * model.EmbeddingSize * Math.Max(1, model.KVHeadCount) / Math.Max(1, model.HeadCount);
        var count = (int)Math.Max(members, Math.Clamp(MostMemoryBytes / (bytesPerCell * length), 2, MostSequences));
        // Nothing fits where this fails: the next text tries again.
        (memory, sequences) = (0, 0);
        var made = new DecodingContext(model, options with { ContextLength = length }, threads, count);
        (memory, sequences) = (length, count);
        return (made, new TokenBatch(made.BatchSize, sequences: 1));
    }

    private sealed record Asked(TokenFamily Family, double[] Sums);

    /// <summary>Consecutive tokens of a run that are decoded in one sequence, for all runs that share them.</summary>
    /// <param name="Run">Whose tokens.</param>
    /// <param name="From">The first one's place in the run.</param>
    /// <param name="Length">How many; even.</param>
    /// <param name="Before">Positions before the run.</param>
    /// <param name="Sequence">Where they are decoded.</param>
    /// <param name="Sharing">Who wants what follows them.</param>
    /// <param name="Sums">Where it is added.</param>
    private sealed record Stretch(
        TokenRun Run, int From, int Length, int Before, int Sequence, IReadOnlyList<(int Place, TokenRun Run)> Sharing, double[] Sums);

    private readonly record struct Target(int Batch, int Token, double[] Sums, int Place);
}
