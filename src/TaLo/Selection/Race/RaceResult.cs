using TaLo.Models;

namespace TaLo.Selection.Race;

/// <summary>What a race came to.</summary>
/// <param name="Chosen">The knockout that the evidence suffices for, or null.</param>
/// <param name="Leader">The best candidate, whatever its evidence: of those left, else of those dropped last. Null without a candidate.</param>
/// <param name="End">Why the race ended.</param>
/// <param name="Asked">The samples that were asked, in their order.</param>
/// <param name="Passes">Passes that its answers take where nothing is stored: equal whatever is.</param>
/// <param name="FullPasses">Passes that all candidates on all probe samples take.</param>
/// <param name="Standings">Every candidate, in their order; none where nothing was asked.</param>
/// <param name="Final">The test over all samples asked; null where nobody was left or nothing asked.</param>
public sealed record RaceResult(
    Knockout? Chosen,
    RaceStanding? Leader,
    RaceEnd End,
    IReadOnlyList<int> Asked,
    int Passes,
    int FullPasses,
    IReadOnlyList<RaceStanding> Standings,
    RaceTest? Final)
{
    /// <summary>How many candidates were dropped.</summary>
    public int Dropped => Standings.Count(s => s.Exit != RaceExit.None);
}
