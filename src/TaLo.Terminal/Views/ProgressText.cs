using System.Globalization;
using TaLo.Selection.Race;
using TaLo.Statistics;
using TaLo.Sweeps;

namespace TaLo.Terminal.Views;

/// <summary>A sweep's progress in pieces of a line, for verbs and screens alike.</summary>
internal static class ProgressText
{
    /// <summary>How many samples are behind it: <c>12/50 samples</c>.</summary>
    public static string Samples(SweepProgress p) => $"{p.SamplesDone + p.SamplesSkipped + p.SamplesResumed}/{p.SamplesTotal} samples";

    /// <summary>How fast it is, after a comma; nothing where that is not known yet.</summary>
    public static string Rate(SweepProgress p) =>
        p.PassesPerSecond is { } r ? string.Create(CultureInfo.InvariantCulture, $", {r:0.0} passes/s") : "";

    /// <summary>How long it still takes, after a comma; nothing where that is not known yet.</summary>
    public static string Left(SweepProgress p) => p.TimeLeft is { } t ? $", {Durations.Text(t)} left" : "";

    /// <summary>How far a race is: <c>12/25 probe samples, 4 candidates left</c>.</summary>
    public static string Race(RaceProgress p) => $"{p.Asked}/{p.Samples} probe samples, {Quantity.Of(p.Left, "candidate")} left";

    /// <summary>Who leads a race, and how likely it is to be named.</summary>
    public static string Leader(RaceStanding l) =>
        string.Create(CultureInfo.InvariantCulture, $"{l.Knockout} leads with {Numbers.Points(l.Counts.Difference)} points, {l.Chance:0%} likely to be named");
}
