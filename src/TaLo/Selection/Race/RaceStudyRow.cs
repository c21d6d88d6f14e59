namespace TaLo.Selection.Race;

/// <summary>What races did, beside full sweeps of the same probe sets.</summary>
/// <param name="Tasks">What was raced: a kind of simulated task, or a recorded one.</param>
/// <param name="Samples">Samples of each task; half of them are probed.</param>
/// <param name="Races">How many races.</param>
/// <param name="FullPasses">Mean passes of a full sweep of the probe set.</param>
/// <param name="Passes">Mean passes of a race.</param>
/// <param name="Same">Share of races with the full sweep's decision: the same layer, or none.</param>
/// <param name="Equal">The same, or another within noise: 0 lies in the 95 % interval of the difference between the two choices on the evaluation set.</param>
/// <param name="FullNamed">Share of races in which the full sweep names a layer.</param>
/// <param name="Found">Share of races in which both name the same layer.</param>
/// <param name="Named">Share of races that name a layer.</param>
/// <param name="FullGain">Mean Δ of what the full sweep names, 0 where it names none: the true one of simulated tasks, the held-out one of recorded ones.</param>
/// <param name="Gain">The same of the race.</param>
/// <param name="FullHarmed">Share of races in which that Δ is negative for the full sweep.</param>
/// <param name="Harmed">The same for the race.</param>
public sealed record RaceStudyRow(
    string Tasks,
    int Samples,
    int Races,
    double FullPasses,
    double Passes,
    double Same,
    double Equal,
    double FullNamed,
    double Found,
    double Named,
    double FullGain,
    double Gain,
    double FullHarmed,
    double Harmed)
{
    /// <summary>How many times fewer passes the races took in all; infinite where they took none.</summary>
    public double Saved => FullPasses / Passes;
}
