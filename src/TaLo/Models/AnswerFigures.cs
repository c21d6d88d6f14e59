namespace TaLo.Models;

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
    /// <summary>Tokens generated each second after the first one; 0 where there was no second one.</summary>
    public double TokensPerSecond => GeneratedTokens > 1 && GenerationSeconds > 0 ? (GeneratedTokens - 1) / GenerationSeconds : 0;
}
