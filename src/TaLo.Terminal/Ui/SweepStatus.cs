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
        JobState.Running => "sweeping",
        JobState.Paused => "paused",
        JobState.Stopping => "stopping after this pass",
        JobState.Finished => "finished",
        JobState.Stopped => "stopped, start again to go on",
        _ => "failed",
    };

    /// <summary>How far it is: samples, share, rate, time left.</summary>
    public static string Progress(SweepJob job)
    {
        if (job.Progress is not { } p)
            return job.State == JobState.Finished ? "all was stored already" : job.Error ?? job.Doing;
        var left = job.IsOn ? ProgressText.Left(p) : "";
        var skipped = p.SamplesSkipped > 0 ? $", {p.SamplesSkipped} skipped" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{Share(job) * 100:0}%, {ProgressText.Samples(p)}{skipped}{ProgressText.Rate(p)}{left}");
    }

    /// <summary>The share of the plan that is done, 0…1.</summary>
    public static double Share(SweepJob job) => job.Progress is { } p
        ? p.Share
        : job.State == JobState.Finished ? 1 : 0;
}
