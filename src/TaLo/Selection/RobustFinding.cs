namespace TaLo.Selection;

/// <summary>What the test of protocol <c>robust</c> found.</summary>
/// <param name="Column">The column named, or 0 for none.</param>
/// <param name="Score">The score's test of every candidate.</param>
/// <param name="HangsOnDropped">None is named for what candidates that a race dropped might have said, and for that alone.</param>
internal sealed record RobustFinding(int Column, ScoreTest Score, bool HangsOnDropped);
