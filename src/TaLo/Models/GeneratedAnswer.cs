namespace TaLo.Models;

/// <summary>When a greedily generated answer is at its end, and what it is compared with.</summary>
/// <param name="MaxTokens">The most tokens that it may have; at least 1.</param>
public sealed record GenerationOptions(int MaxTokens)
{
    /// <summary>Whether the text so far needs no more tokens; asked after each piece of whole characters.</summary>
    public Func<string, bool> IsComplete { get; init; } = _ => false;

    /// <summary>Tokens of another answer whose probability is wanted; none for nothing.</summary>
    public IReadOnlyList<int> Other { get; init; } = [];
}

/// <summary>A greedily generated answer.</summary>
/// <param name="Text">The text, without white space around it.</param>
/// <param name="Tokens">Its tokens, the one that ended the turn included.</param>
/// <param name="End">Why it ended; <see cref="AnswerEnd.Stopped"/> where <see cref="GenerationOptions.IsComplete"/> said so.</param>
/// <param name="Logits">The logits behind the prompt, one for each token of the vocabulary.</param>
/// <param name="MeanLogProbability">Mean ln p of its tokens but the one that ended the turn, in nats; 0 where there are none.</param>
/// <param name="OtherMeanLogProbability">The same of <see cref="GenerationOptions.Other"/> after the same prompt; null where nothing was asked, or it does not fit.</param>
public sealed record GeneratedAnswer(
    string Text, IReadOnlyList<int> Tokens, AnswerEnd End, ReadOnlyMemory<float> Logits, double MeanLogProbability, double? OtherMeanLogProbability);
