using TaLo.Scoring;
using TaLo.Statistics;

namespace TaLo.Terminal.Views;

/// <summary>What is said of generated answers.</summary>
internal static class AnswerText
{
    /// <summary>What the columns of generated answers mean.</summary>
    public const string Explained =
        "accuracy: answers that count as right, for open questions those with a score of a half or more; differences and p-values are of these. "
        + "score: their mean, half-right answers as a half. unmatched: they name no option and count as wrong";

    /// <summary>What the columns of rotated copies mean.</summary>
    /// <param name="incomplete">Questions that could not be counted.</param>
    public static string CircularExplained(int incomplete) =>
        "circular: a question is right only if all its rotations are; vanilla: asked once, not rotated; accuracy: every copy by itself"
        + (incomplete > 0 ? $"; {Quantity.Of(incomplete, "question")} without all rotations left out of both" : "");

    /// <summary>How many name no option, and how many were cut off, in one line; null where none was generated.</summary>
    public static string? Counts(AnswerCounts answers)
    {
        if (answers.Generated == 0)
            return null;
        var unmatched = answers.WithOptions == 0 ? ""
            : $", {answers.Unmatched} unmatched ({Numbers.Percent((double)answers.Unmatched / answers.WithOptions)} of those with options): they name none of them and count as wrong";
        var cutOff = answers.CutOff == 0 ? "" : $"; {answers.CutOff} cut off at the limit: --max-tokens raises it, and is another sweep";
        return $"{Quantity.Of(answers.Generated, "generated answer")}{unmatched}{cutOff}";
    }
}
