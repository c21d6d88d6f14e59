using TaLo.Models;
using TaLo.Storage;
using TaLo.Tasks;

namespace TaLo.Sweeps;

/// <summary>What is left to do for one sample of a plan.</summary>
/// <param name="Sample">Which sample.</param>
/// <param name="HasBase">Whether the base model's row is stored.</param>
/// <param name="Missing">The knockouts whose rows are not stored, in the plan's order.</param>
/// <param name="RowsStored">Rows of the plan that are stored.</param>
internal sealed record SampleWork(SampleRef Sample, bool HasBase, IReadOnlyList<Knockout> Missing, int RowsStored)
{
    /// <summary>Passes to make. The base pass is made again for a sample that lacks a knockout: there is no comparing without it.</summary>
    public int Passes => HasBase && Missing.Count == 0 ? 0 : 1 + Missing.Count;

    public static IReadOnlyList<SampleWork> Of(SweepPlan plan, IReadOnlySet<RowKey> stored)
    {
        var knockouts = plan.Knockouts.Distinct().ToList();
        return [.. plan.Tasks.SelectMany(t => t.Samples).Select(sample =>
        {
            var hasBase = stored.Contains(new RowKey(sample.Task, sample.Index, null));
            var missing = knockouts.FindAll(k => !stored.Contains(new RowKey(sample.Task, sample.Index, k)));
            return new SampleWork(sample, hasBase, missing, knockouts.Count - missing.Count + (hasBase ? 1 : 0));
        })];
    }
}
