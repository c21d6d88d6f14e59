using System.Globalization;
using TaLo.Models;

namespace TaLo.Terminal.Chats;

/// <summary>An answer's end and figures in words.</summary>
internal static class AnswerSummary
{
    /// <summary>Why an answer is not whole, or null where the model ended it.</summary>
    public static string? Cut(ChatAnswer answer) => answer.End switch
    {
        AnswerEnd.Length => "cut at --max-tokens",
        AnswerEnd.ContextFull => "cut: the context is full; begin a new conversation, or raise --ctx",
        AnswerEnd.Stopped => "stopped",
        _ => null,
    };

    /// <summary>For example <c>38 tokens, 61.2 tokens/s, 0.3 s to the first, context 412 of 4096</c>.</summary>
    public static string Figures(ChatAnswer answer)
    {
        var f = answer.Figures;
        var rate = f.TokensPerSecond > 0 ? string.Create(CultureInfo.InvariantCulture, $", {f.TokensPerSecond:0.0} tokens/s") : "";
        return string.Create(CultureInfo.InvariantCulture,
            $"{Quantity.Of(f.GeneratedTokens, "token")}{rate}, {f.PromptSeconds:0.0} s to the first, context {f.ContextUsed} of {f.ContextLength}")
            + (Cut(answer) is { } cut ? $", {cut}" : "");
    }
}
