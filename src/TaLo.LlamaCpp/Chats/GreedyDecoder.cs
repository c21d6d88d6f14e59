using System.Numerics.Tensors;
using TaLo.LlamaCpp.Prompts;
using TaLo.Models;

namespace TaLo.LlamaCpp.Chats;

/// <summary>Answers encoded prompts greedily, the pass over the prompt started in the middle where that can be.</summary>
internal sealed class GreedyDecoder(PromptDecoder decoder, Vocabulary vocabulary)
{
    private readonly LogSoftmax softmax = new(vocabulary.Size);

    /// <inheritdoc cref="IVisionLanguageModel.Generate"/>
    public GeneratedAnswer Generate(
        EncodedPrompt prompt, IReadOnlyList<Knockout> knockouts, GenerationOptions how, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(how.MaxTokens, 1);
        var begin = decoder.Read(prompt, knockouts, cancellationToken);
        var first = decoder.LastLogits().ToArray();
        var room = decoder.ContextLength - prompt.TokenCount;
        var text = new AnswerText(vocabulary);
        var tokens = new List<int>();
        var sum = 0.0;
        while (true)
        {
            var logits = decoder.LastLogits();
            var log = softmax.LogSumExp(logits);
            var token = TensorPrimitives.IndexOfMax(logits);
            tokens.Add(token);
            if (vocabulary.EndsGeneration(token))
                return Answer(AnswerEnd.EndOfTurn, tokens.Count - 1);
            sum += LogSoftmax.Of(logits[token], log);
            if (text.Add(token).Length > 0 && how.IsComplete(text.Text))
                return Answer(AnswerEnd.Stopped, tokens.Count);
            if (tokens.Count == how.MaxTokens)
                return Answer(AnswerEnd.Length, tokens.Count);
            if (tokens.Count > room)
                return Answer(AnswerEnd.ContextFull, tokens.Count);
            decoder.DecodeTokens([token], begin + tokens.Count - 1, logitsOfLast: true, cancellationToken);
        }

        GeneratedAnswer Answer(AnswerEnd end, int scored) => new(
            text.Text, tokens, end, first, scored > 0 ? sum / scored : 0,
            how.Against(text.Text) is { Count: > 0 } against ? MeanOf([.. against.Take(room + 1)]) : null);

        // In the place of what was generated.
        double MeanOf(int[] against)
        {
            var total = LogSoftmax.Of(first[against[0]], softmax.LogSumExp(first));
            if (against.Length > 1 && !decoder.CutAt(begin))
                decoder.Read(prompt, knockouts, cancellationToken);
            for (var i = 1; i < against.Length; i++)
            {
                decoder.DecodeTokens([against[i - 1]], begin + i - 1, logitsOfLast: true, cancellationToken);
                var logits = decoder.LastLogits();
                total += LogSoftmax.Of(logits[against[i]], softmax.LogSumExp(logits));
            }
            return total / against.Length;
        }
    }
}
