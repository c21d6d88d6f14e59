using TaLo.Scoring;

namespace TaLo.Selection.Race;

/// <summary>One sample's outcomes.</summary>
/// <param name="Base">The base model's.</param>
/// <param name="Knockouts">Those of the knockouts asked for, in the order they were asked for.</param>
public sealed record RaceAnswer(Outcome Base, IReadOnlyList<Outcome> Knockouts);
