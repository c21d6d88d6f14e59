using TaLo.Models;
using TaLo.Scoring;

namespace TaLo.Selection.Race;

/// <summary>Where a race gets its outcomes: a model that runs now, or a table.</summary>
public interface IAnswerSource
{
    /// <summary>Answers one sample by the base model and under some knockouts.</summary>
    /// <param name="sample">The sample, by its place in the task.</param>
    /// <param name="knockouts">What is still in the race; may be empty.</param>
    /// <returns>Null where the sample cannot be used.</returns>
    RaceAnswer? Ask(int sample, IReadOnlyList<Knockout> knockouts);
}

/// <summary>One sample's outcomes.</summary>
/// <param name="Base">The base model's.</param>
/// <param name="Knockouts">Those of the knockouts asked for, in the order they were asked for.</param>
public sealed record RaceAnswer(Outcome Base, IReadOnlyList<Outcome> Knockouts);
