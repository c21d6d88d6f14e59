using System.Globalization;
using TaLo.Terminal.Views;

namespace TaLo.Terminal.Ui;

/// <summary>A sweep's state and progress in words.</summary>
internal static class SweepStatus
{
    /// <summary>Its state.</summary>
    public static string State(SweepJob job) => job.State switch
    {
        JobState.Opening => "opening",
        JobState.Running => job.Protocol is null ? "sweeping" : "racing",
        JobState.Paused => "paused",
        JobState.Stopping => "stopping after this pass",
        JobState.Finished => "finished",
        JobState.Stopped => "stopped, start again to go on",
        _ => "failed",
    };

    /// <summary>How far it is: samples, share, rate, time left.</summary>
    public static string Progress(SweepJob job)
    {
        if (job.Protocol is not null && job.State is not (JobState.Opening or JobState.Failed))
            return Race(job);
        if (job.Progress is not { } p)
            return job.State == JobState.Finished ? "all was stored already" : job.Error ?? job.Doing;
        var left = job.IsOn ? ProgressText.Left(p) : "";
        var skipped = p.SamplesSkipped > 0 ? $", {p.SamplesSkipped} skipped" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{Share(job) * 100:0}%, {ProgressText.Samples(p)}{skipped}{ProgressText.Rate(p)}{left}");
    }

    /// <summary>The share of the plan that is done, 0…1.</summary>
    public static double Share(SweepJob job) => job.State == JobState.Finished ? 1 : job.Progress?.Share ?? job.Race?.Share ?? 0;

    private static string Race(SweepJob job)
    {
        if (job.State == JobState.Finished)
            return $"{Quantity.Of(job.Decisions.Count, "task")} decided, {Quantity.Of(job.Race?.Passes ?? 0, "pass", "passes")}";
        if (job.Race is not { } race)
            return job.Doing;
        var look = race.IsJudging ? "the choice is judged" : race.Look is { } l ? ProgressText.Race(l) : "the first probe samples";
        return $"{race.Task}: {look}, {Quantity.Of(race.Passes, "pass", "passes")}";
    }
}
