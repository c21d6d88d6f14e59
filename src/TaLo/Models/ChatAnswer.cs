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
