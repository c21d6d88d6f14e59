using TaLo.Models;
using TaLo.Statistics;

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

/// <summary>Why a race ended.</summary>
public enum RaceEnd
{
    /// <summary>Every probe sample was asked.</summary>
    AllAsked,

    /// <summary>Every candidate was dropped.</summary>
    NobodyLeft,

    /// <summary>Nothing was asked: so few probe samples cannot suffice, whatever they say.</summary>
    TooFew,

    /// <summary>The passes or the minutes were used up.</summary>
    Budget,
}

/// <summary>Where a candidate stands, or stood when it was dropped.</summary>
/// <param name="Knockout">The candidate.</param>
/// <param name="Exit">Why it was dropped.</param>
/// <param name="Counts">Paired counts against the base model over the samples it was asked.</param>
/// <param name="ScoreChange">Mean change of the bounded margin score.</param>
/// <param name="Statistic">Σ changes ÷ √Σ changes², see <see cref="SignFlipTest"/>.</param>
/// <param name="Chance">The chance, 0…1, that it passes the less likely of the two tests on the whole probe set.</param>
public sealed record RaceStanding(
    Knockout Knockout, RaceExit Exit, PairedComparison Counts, double ScoreChange, double Statistic, double Chance);

/// <summary>Why a candidate was dropped.</summary>
public enum RaceExit
{
    /// <summary>It was not.</summary>
    None,

    /// <summary>Its margin score could hardly become significant any more: it harms, or does too little.</summary>
    Score,

    /// <summary>Its accuracy could hardly become significantly better than the base model's any more.</summary>
    Accuracy,

    /// <summary>It could hardly catch up with the leader any more.</summary>
    Overtaken,
}

/// <summary>Where a running race stands, after each look.</summary>
/// <param name="Asked">Samples asked.</param>
/// <param name="Samples">Samples of the probe set.</param>
/// <param name="Passes">Passes that the answers take where nothing is stored.</param>
/// <param name="Left">Candidates still in the race.</param>
/// <param name="Leader">The leader and its evidence: the answer if the race ended now. Null without a candidate.</param>
public sealed record RaceProgress(int Asked, int Samples, int Passes, int Left, RaceStanding? Leader);
