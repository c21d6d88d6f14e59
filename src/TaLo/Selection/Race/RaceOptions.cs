namespace TaLo.Selection.Race;

/// <summary>
/// How a race is run. What is dropped costs finds and never false ones, see <see cref="LayerRace"/>. The defaults are
/// the most impatient of those tried that decided as the full sweep in 97 of 100 simulated mixtures or more.
/// </summary>
public sealed record RaceOptions
{
    /// <summary>Samples between two looks.</summary>
    public int Block { get; init; } = 4;

    /// <summary>A candidate whose chance of still being named is lower is dropped; 0 drops none.</summary>
    public double Patience { get; init; } = 0.02;

    /// <summary>How far effects are believed to lie from none: the standard deviation of a final statistic's expectation.</summary>
    public double Spread { get; init; } = 3;

    /// <summary>The race ends before a sample that would take it over so many passes; null for no limit.</summary>
    public int? MaxPasses { get; init; }

    /// <summary>The race ends before the first sample after this time; null for no limit.</summary>
    public TimeSpan? MaxTime { get; init; }
}
