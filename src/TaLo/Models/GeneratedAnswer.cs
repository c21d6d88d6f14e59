namespace TaLo.Models;

/// <summary>When a greedily generated answer is at its end, and what it is compared with.</summary>
/// <param name="MaxTokens">The most tokens that it may have; at least 1.</param>
public sealed record GenerationOptions(int MaxTokens)
{
    /// <summary>Whether the text so far needs no more tokens; asked after each piece of whole characters.</summary>
    public Func<string, bool> IsComplete { get; init; } = _ => false;

    /// <summary>Gives, for the whole text, the tokens of another answer whose probability is wanted beside it; none for nothing.</summary>
    public Func<string, IReadOnlyList<int>> Against { get; init; } = _ => [];
}

/// <summary>A greedily generated answer.</summary>
/// <param name="Text">The text, without white space around it.</param>
/// <param name="Tokens">Its tokens, the one that ended the turn included.</param>
/// <param name="End">Why it ended; <see cref="AnswerEnd.Stopped"/> where <see cref="GenerationOptions.IsComplete"/> said so.</param>
/// <param name="Logits">The logits behind the prompt, one for each token of the vocabulary.</param>
/// <param name="MeanLogProbability">Mean ln p of its tokens but the one that ended the turn, in nats; 0 where there are none.</param>
/// <param name="AgainstMeanLogProbability">The same of the tokens that <see cref="GenerationOptions.Against"/> gave, those that fit the context, after the same prompt; null where it gave none.</param>
public sealed record GeneratedAnswer(
    string Text, IReadOnlyList<int> Tokens, AnswerEnd End, ReadOnlyMemory<float> Logits, double MeanLogProbability, double? AgainstMeanLogProbability);
