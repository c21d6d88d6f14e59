namespace TaLo.Selection;

/// <summary>A simulated task and the truth about it.</summary>
/// <param name="Table">What a sweep of it would have stored.</param>
/// <param name="Effects">The true Δ of each column of the table; 0 for the base model.</param>
public sealed record SimulatedTask(OutcomeTable Table, IReadOnlyList<double> Effects);
