using System.Globalization;
using TaLo.Models;

namespace TaLo.Terminal.Screens.Chatting;

/// <summary>What is said about an answer, in words.</summary>
internal static class AnswerNotes
{
    /// <summary>What it took.</summary>
    public static string Figures(ChatAnswer answer)
    {
        var f = answer.Figures;
        var speed = f.TokensPerSecond > 0 ? $" · {Number(f.TokensPerSecond)} tokens/s" : "";
        return $"{Quantity.Of(f.GeneratedTokens, "token")}{speed}";
    }

    /// <summary>Why it ended, and what can be done about it.</summary>
    public static string End(ChatAnswer answer) => answer.End switch
    {
        AnswerEnd.EndOfTurn => "finished",
        AnswerEnd.Length => "cut off at the most tokens (^S)",
        AnswerEnd.ContextFull => "cut off: the context is full (^N begins anew)",
        _ => "stopped",
    };

    /// <summary>A rate.</summary>
    public static string Number(double value) => value.ToString(value < 100 ? "0.0" : "0", CultureInfo.InvariantCulture);

    /// <summary>How full the context is, with a bar.</summary>
    public static string Context(int used, int length)
    {
        const int Cells = 8;
        var share = length > 0 ? Math.Clamp((double)used / length, 0, 1) : 0;
        var full = (int)Math.Ceiling(share * Cells);
        return string.Create(CultureInfo.InvariantCulture,
            $"context {used} of {length} {new string('█', full)}{new string('░', Cells - full)} {share * 100:0}%");
    }
}
