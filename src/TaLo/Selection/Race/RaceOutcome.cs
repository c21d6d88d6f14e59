namespace TaLo.Selection.Race;

/// <summary>What one pass over one sample said.</summary>
/// <param name="Correct">Whether the answer was right.</param>
/// <param name="Margin">log p(correct) − log p(best wrong option), in nats.</param>
public readonly record struct RaceOutcome(bool Correct, double Margin);
