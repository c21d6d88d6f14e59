using System.Numerics.Tensors;
using LLama.Native;
using TaLo.LlamaCpp.Prompts;
using TaLo.Models;

namespace TaLo.LlamaCpp.Continuations;

/// <summary>
/// Runs the continuations of several samples through the decoder side by side, each a sequence of its own in one memory:
/// short texts one after the other would leave the machine idle.
/// </summary>
internal sealed class PackDecoder : IDisposable
{
    private const int MostSequences = 128;

    // Of the logits that one pass keeps; a vocabulary of 150,000 takes 0.6 MB a token.
    private const long MostLogitBytes = 128L << 20;

    private readonly DecodingContext context;
    private readonly TokenBatch batch;
    private readonly VisionEncoder? vision;
    private readonly float[] exponentials;

    /// <summary>Creates a context for a loaded model.</summary>
    /// <exception cref="ModelException">llama.cpp refuses, for example for lack of memory.</exception>
    public PackDecoder(SafeLlamaModelHandle model, VisionEncoder? vision, ModelOptions options, int threads)
    {
        this.vision = vision;
        context = new DecodingContext(model, options, threads, MostSequences);
        batch = new TokenBatch(context.BatchSize, MostSequences);
        exponentials = new float[model.Vocab.Count];
        var byLogits = (int)(MostLogitBytes / (sizeof(float) * exponentials.Length));
        Size = new PackSize(Math.Clamp(byLogits, 1, Math.Min(DecodingContext.MicroBatch, context.BatchSize)), MostSequences);
    }

    /// <summary>How much fits one pass.</summary>
    public PackSize Size { get; }

    /// <inheritdoc cref="IVisionLanguageModel.LogProbabilities"/>
    public IReadOnlyList<IReadOnlyList<double>> LogProbabilities(
        IReadOnlyList<IEncodedContinuations> pack, IReadOnlyList<Knockout> knockouts, CancellationToken cancellationToken)
    {
        double[][] sums = [];
        context.Pass(pack, knockouts, () => sums = WholePass([.. pack.Cast<EncodedContinuations>()], cancellationToken));
        return sums;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        context.Dispose();
        batch.Dispose();
    }

    private double[][] WholePass(EncodedContinuations[] pack, CancellationToken cancellationToken)
    {
        context.Handle.MemoryClear(data: false);
        batch.Clear();
        var sums = Array.ConvertAll(pack, p => new double[p.Count]);
        var asked = new List<(int Place, int Sample, TokenNode Node)>();
        var sequence = 0;
        for (var sample = 0; sample < pack.Length; sample++)
        {
            var behind = DecodeShared(pack[sample], sequence, cancellationToken);
            foreach (var node in pack[sample].Nodes)
            {
                if (batch.Count == context.BatchSize)
                    Decode(asked, sums, cancellationToken);
                var place = batch.Add(node.Token, (node.IsBehindImages ? behind : 0) + node.Depth,
                    [.. node.Sequences.Select(s => sequence + s)], node.Targets.Count > 0);
                if (node.Targets.Count > 0)
                    asked.Add((place, sample, node));
            }
            sequence += pack[sample].Count;
        }

        Decode(asked, sums, cancellationToken);
        return sums;
    }

    /// <summary>Decodes what comes before the tree, for the first sequence, and gives it to the others.</summary>
    /// <returns>The position behind it.</returns>
    private int DecodeShared(EncodedContinuations sample, int sequence, CancellationToken cancellationToken)
    {
        if (sample.SharedChunks.Count == 0)
            return 0;
        var position = 0;
        var first = sequence + sample.SequencesBehindImages[0];
        foreach (var chunk in sample.SharedChunks)
            position = chunk.IsImage
                ? context.DecodeImage(vision!, chunk, position, first, cancellationToken)
                : DecodeText(chunk.Tokens, position, first, cancellationToken);
        foreach (var other in sample.SequencesBehindImages.Skip(1))
            context.Handle.MemorySequenceCopy((LLamaSeqId)first, (LLamaSeqId)(sequence + other), (LLamaPos)0, (LLamaPos)position);
        return position;
    }

    private int DecodeText(int[] tokens, int position, int sequence, CancellationToken cancellationToken)
    {
        using var text = new TokenBatch(context.BatchSize, sequences: 1);
        foreach (var part in tokens.Chunk(context.BatchSize))
        {
            text.Clear();
            foreach (var token in part)
                text.Add(token, position++, [sequence], logits: false);
            context.Decode(text, cancellationToken);
        }
        return position;
    }

    private void Decode(List<(int Place, int Sample, TokenNode Node)> asked, double[][] sums, CancellationToken cancellationToken)
    {
        if (batch.Count == 0)
            return;
        context.Decode(batch, cancellationToken);
        foreach (var (place, sample, node) in asked)
        {
            var logits = context.Logits(place);
            var log = LogSumExp(logits);
            foreach (var (sequence, token) in node.Targets)
                sums[sample][sequence] += Finite(logits[token] - log);
        }
        batch.Clear();
        asked.Clear();
    }

    private double LogSumExp(ReadOnlySpan<float> logits)
    {
        var max = TensorPrimitives.Max(logits);
        TensorPrimitives.Subtract(logits, max, exponentials);
        TensorPrimitives.Exp<float>(exponentials, exponentials);
        return Finite(max + Math.Log(TensorPrimitives.Sum<float>(exponentials)));
    }

    private static double Finite(double value) => double.IsFinite(value)
        ? value
        : throw new ModelException("a logit is not a finite number; the pass is broken, try another device or quantization");
}
