namespace TaLo.Models;

/// <summary>An answer.</summary>
/// <param name="Text">The text; the part there is where <paramref name="End"/> is not the end of the turn.</param>
/// <param name="End">Why it ended.</param>
/// <param name="Figures">What it took.</param>
public sealed record ChatAnswer(string Text, AnswerEnd End, AnswerFigures Figures);
