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
    /// <param name="sample">The sample that was asked.</param>
    /// <param name="knockout">The knockout in force, or null for the base model.</param>
    /// <exception cref="ModelException">A logit is not a finite number.</exception>
    public static ScoredPass Score(ReadOnlySpan<float> logits, LetterTokens tokens, VqaSample sample, Knockout? knockout = null)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        ArgumentNullException.ThrowIfNull(sample);

        var everything = Sum(logits, sample);
        var letters = sample.Question.Letters;
        var options = new float[letters.Length];
        for (var i = 0; i < options.Length; i++) options[i] = logits[TokenOf(letters[i], tokens)];
        var present = Sum(options, sample);

        var logProbabilities = options.Select(logit => (double)logit - present.Max - present.Log).ToArray();
        var answer = letters.IndexOf(sample.Answer, StringComparison.Ordinal);
        if (answer < 0) throw new ArgumentException($"the answer {sample.Answer} is no option of sample {sample.Index}", nameof(sample));
        var predicted = Array.IndexOf(options, options.Max());
        var bestWrong = options.Where((_, i) => i != answer).Max();
        return new ScoredPass(
            sample.Task, sample.TaskGroup, sample.Index, letters, sample.Answer, knockout,
            logProbabilities,
            letters[predicted],
            (double)options[answer] - bestWrong,
            Math.Exp((double)present.Max - everything.Max + present.Log - everything.Log))
        { Cluster = sample.Cluster, Circle = sample.Circle };
    }

    private static int TokenOf(char letter, LetterTokens tokens)
    {
        var at = tokens.Letters.IndexOf(letter, StringComparison.Ordinal);
        return at >= 0 ? tokens.Ids[at] : throw new ArgumentException($"no token for the letter {letter}", nameof(tokens));
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
