namespace TaLo.Selection.Race;

/// <summary>Where a running race stands, after each look.</summary>
/// <param name="Asked">Samples asked.</param>
/// <param name="Samples">Samples of the probe set.</param>
/// <param name="Passes">Passes that the answers take where nothing is stored.</param>
/// <param name="Left">Candidates still in the race.</param>
/// <param name="Leader">The leader and its evidence: the answer if the race ended now. Null without a candidate.</param>
public sealed record RaceProgress(int Asked, int Samples, int Passes, int Left, RaceStanding? Leader);
