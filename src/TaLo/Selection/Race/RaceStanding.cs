using TaLo.Models;
using TaLo.Statistics;

namespace TaLo.Selection.Race;

/// <summary>Where a candidate stands, or stood when it was dropped.</summary>
/// <param name="Knockout">The candidate.</param>
/// <param name="Exit">Why it was dropped.</param>
/// <param name="Counts">Paired counts against the base model over the samples it was asked.</param>
/// <param name="ScoreChange">Mean change of the bounded margin score.</param>
/// <param name="Statistic">Σ changes ÷ √Σ changes², see <see cref="SignFlipTest"/>.</param>
/// <param name="Chance">The chance, 0…1, that it passes the less likely of the two tests on the whole probe set.</param>
public sealed record RaceStanding(
    Knockout Knockout, RaceExit Exit, PairedComparison Counts, double ScoreChange, double Statistic, double Chance);
