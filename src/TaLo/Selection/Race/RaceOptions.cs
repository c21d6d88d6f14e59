using TaLo.Simulation;

namespace TaLo.Selection.Race;

/// <summary>
/// How a race is run. What is dropped costs finds and never false ones, see <see cref="LayerRace"/>. The defaults are
/// the most patient of about thirty tried with <see cref="RaceStudy"/> that save three passes of four on simulated
/// mixtures of every size; more impatience saves more, and loses more finds.
/// </summary>
public sealed record RaceOptions
{
    /// <summary>Samples between two looks.</summary>
    public int Block { get; init; } = 2;

    /// <summary>A candidate whose chance of still being named is lower is dropped; 0 drops none.</summary>
    public double Patience { get; init; } = 0.004;

    /// <summary>How far effects are believed to lie from none: the standard deviation of a final statistic's expectation.</summary>
    public double Spread { get; init; } = 1;

    /// <summary>Whether the base model alone is judged where none is named; on the way to a set the step before said it.</summary>
    public bool JudgesBase { get; init; } = true;

    /// <summary>The race ends before a sample that would take it over so many passes, stored ones included; null for no limit.</summary>
    public int? MaxPasses { get; init; }

    /// <summary>The race ends before the first sample after this time; null for no limit.</summary>
    public TimeSpan? MaxTime { get; init; }
}
