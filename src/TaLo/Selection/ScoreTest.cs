namespace TaLo.Selection;

/// <summary>The score's test of every candidate, in the candidates' order.</summary>
/// <param name="Changes">Mean change of the score against the base model.</param>
/// <param name="PValues">One-sided p-value of each candidate alone.</param>
/// <param name="AdjustedPValues">The same for having tried all of them.</param>
public sealed record ScoreTest(
    IReadOnlyList<double> Changes,
    IReadOnlyList<double> PValues,
    IReadOnlyList<double> AdjustedPValues);
