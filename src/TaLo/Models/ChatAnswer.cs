namespace TaLo.Models;

/// <summary>An answer.</summary>
/// <param name="Text">The text; the part there is where <paramref name="End"/> is not the end of the turn.</param>
/// <param name="End">Why it ended.</param>
/// <param name="Figures">What it took.</param>
public sealed record ChatAnswer(string Text, AnswerEnd End, AnswerFigures Figures)
{
    /// <summary>Whether something was answered, be it nothing on purpose: else the conversation stays as it was before.</summary>
    public bool IsAnswered => Text.Length > 0 || End == AnswerEnd.EndOfTurn;
}

/// <summary>Why an answer ended.</summary>
public enum AnswerEnd
{
    /// <summary>The model ended its turn.</summary>
    EndOfTurn,

    /// <summary>It reached <see cref="SamplingOptions.MaxTokens"/>.</summary>
    Length,

    /// <summary>No more fits the context.</summary>
    ContextFull,

    /// <summary>It was told to stop.</summary>
    Stopped,
}

/// <summary>What an answer took.</summary>
/// <param name="PromptTokens">Positions of the whole conversation before the answer.</param>
/// <param name="ReusedTokens">How many of them were still known from the call before and not read again.</param>
/// <param name="GeneratedTokens">Tokens of the answer, the one that ended the turn included.</param>
/// <param name="PromptSeconds">Time to read the conversation, images encoded included, up to the answer's first token.</param>
/// <param name="GenerationSeconds">Time for the rest of the answer.</param>
/// <param name="ContextUsed">Positions filled after the answer.</param>
/// <param name="ContextLength">Positions there are.</param>
public sealed record AnswerFigures(
    int PromptTokens,
    int ReusedTokens,
    int GeneratedTokens,
    double PromptSeconds,
    double GenerationSeconds,
    int ContextUsed,
    int ContextLength)
{
    /// <summary>Answers of fewer tokens are over before a speed can be measured.</summary>
    public const int FewestForSpeed = 5;

    /// <summary>Tokens generated each second after the first one; 0 where there are fewer than <see cref="FewestForSpeed"/>.</summary>
    public double TokensPerSecond => GeneratedTokens >= FewestForSpeed && GenerationSeconds > 0 ? (GeneratedTokens - 1) / GenerationSeconds : 0;
}

/// <summary>Where an answer is.</summary>
/// <param name="Text">The next piece of the answer, whole characters; empty while the conversation is read.</param>
/// <param name="PromptRead">Positions of the conversation that are read.</param>
/// <param name="PromptTokens">Positions of the conversation; 0 while its images are encoded and it is not known yet.</param>
/// <param name="GeneratedTokens">Tokens of the answer so far.</param>
public readonly record struct AnswerProgress(string Text, int PromptRead, int PromptTokens, int GeneratedTokens);
