using TaLo.Sweeps;

namespace TaLo.Terminal.Views;

/// <summary>Lists samples that could not be used, one line each.</summary>
internal static class SkippedView
{
    /// <summary>Lines for one task.</summary>
    private const int MostLines = 20;

    /// <summary>Lists them by task.</summary>
    public static void Note(IReadOnlyList<SkippedSample> samples)
    {
        foreach (var task in samples.GroupBy(s => s.Task))
        {
            Messages.Note($"skipped {Quantity.Of(task.Count(), "sample")} of {task.Key}:");
            foreach (var sample in task.Take(MostLines))
                Messages.Note($"  {sample.Reason}");
            if (task.Count() > MostLines)
                Messages.Note($"  … and {task.Count() - MostLines} more: `talo sweep --json` and `talo adapt --json` list them all");
        }
    }
}
