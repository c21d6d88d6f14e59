using System.Globalization;
using TaLo.Models;
using TaLo.Tasks;

namespace TaLo.Scoring;

/// <summary>Scores a pass by <c>letter</c>: which option's letter is the most probable next token.</summary>
public static class LetterScorer
{
    /// <summary>Turns the logits at the answer position into a score. Sums run in double and in order: equal logits, equal score.</summary>
    /// <param name="logits">One logit for each token of the vocabulary.</param>
    /// <param name="tokens">The tokens of the letters; at least those of the sample's options.</param>
    /// <param name="sample">The question that was asked.</param>
    /// <exception cref="ModelException">A logit is not a finite number.</exception>
    public static LetterScore Score(ReadOnlySpan<float> logits, LetterTokens tokens, VqaSample sample)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        ArgumentNullException.ThrowIfNull(sample);

        var everything = Sum(logits, sample);
        var options = new float[sample.Options.Count];
        for (var i = 0; i < options.Length; i++) options[i] = logits[TokenOf(sample.Options[i].Letter, tokens)];
        var present = Sum(options, sample);

        var logProbabilities = options.Select(logit => (double)logit - present.Max - present.Log).ToArray();
        var answer = IndexOf(sample.Answer, sample);
        var predicted = Array.IndexOf(options, options.Max());
        var bestWrong = options.Where((_, i) => i != answer).Max();
        return new LetterScore(
            logProbabilities,
            sample.Options[predicted].Letter,
            predicted == answer,
            (double)options[answer] - bestWrong,
            Math.Exp((double)present.Max - everything.Max + present.Log - everything.Log));
    }

    private static int TokenOf(char letter, LetterTokens tokens)
    {
        var at = tokens.Letters.IndexOf(letter, StringComparison.Ordinal);
        return at >= 0 ? tokens.Ids[at] : throw new ArgumentException($"no token for the letter {letter}", nameof(tokens));
    }

    private static int IndexOf(char letter, VqaSample sample)
    {
        for (var i = 0; i < sample.Options.Count; i++)
        {
            if (sample.Options[i].Letter == letter) return i;
        }
        throw new ArgumentException($"the answer {letter} is no option of sample {sample.Index}", nameof(sample));
    }

    /// <summary>log Σ exp(logit) as the largest logit and the rest: added up, the rest would drown in a large logit.</summary>
    private static (float Max, double Log) Sum(ReadOnlySpan<float> logits, VqaSample sample)
    {
        var max = float.NegativeInfinity;
        for (var i = 0; i < logits.Length; i++)
        {
            if (!float.IsFinite(logits[i]))
            {
                throw new ModelException(string.Create(CultureInfo.InvariantCulture,
                    $"index {sample.Index}: the logit of token {i} is {logits[i]}; the pass is broken, try another device or quantization"));
            }
            max = Math.Max(max, logits[i]);
        }

        var sum = 0.0;
        foreach (var logit in logits) sum += Math.Exp((double)logit - max);
        return (max, Math.Log(sum));
    }
}
