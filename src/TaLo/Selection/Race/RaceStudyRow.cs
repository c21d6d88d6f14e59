namespace TaLo.Selection.Race;

/// <summary>What races did over many simulated tasks, beside full sweeps of the same probe sets.</summary>
/// <param name="Scenario">What is true of the tasks.</param>
/// <param name="Samples">Samples of each task; half of them are probed.</param>
/// <param name="Tasks">How many tasks.</param>
/// <param name="Passes">Mean passes of a race.</param>
/// <param name="FullPasses">Passes of a full sweep of the probe set.</param>
/// <param name="Same">Share of tasks with the same decision: the same layer, or none.</param>
/// <param name="Equal">The same, or another layer within noise: McNemar's p over 0.05 between the two on the evaluation set.</param>
/// <param name="FullNamed">Share of tasks in which the full sweep names a layer.</param>
/// <param name="Named">Share of tasks in which the race does.</param>
/// <param name="Missed">Share of tasks in which the full sweep alone does.</param>
/// <param name="Extra">Share of tasks in which the race alone does.</param>
/// <param name="LeaderEqual">Share of tasks whose race leader is the full sweep's, or within noise of it on the probe set (|t| below 1.96).</param>
/// <param name="FullTrueGain">Mean true Δ of what the full sweep names; 0 where it names none.</param>
/// <param name="TrueGain">The same of the race.</param>
/// <param name="Harmed">Share of tasks in which the race names a layer that truly lowers the accuracy.</param>
public sealed record RaceStudyRow(
    Scenario Scenario,
    int Samples,
    int Tasks,
    double Passes,
    double FullPasses,
    double Same,
    double Equal,
    double FullNamed,
    double Named,
    double Missed,
    double Extra,
    double LeaderEqual,
    double FullTrueGain,
    double TrueGain,
    double Harmed)
{
    /// <summary>How many times fewer passes the races took in all.</summary>
    public double Saved => FullPasses / Passes;
}
