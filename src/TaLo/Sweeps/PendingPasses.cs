using TaLo.Models;
using TaLo.Scoring;
using TaLo.Tasks;

namespace TaLo.Sweeps;

/// <summary>What is left to do for one sample of a plan.</summary>
/// <param name="Sample">Which sample.</param>
/// <param name="HasBase">Whether the base model's pass is stored.</param>
/// <param name="Missing">The knockouts whose passes are not stored, in the plan's order.</param>
/// <param name="PassesStored">Passes of the plan that are stored.</param>
internal sealed record PendingPasses(SampleRef Sample, bool HasBase, IReadOnlyList<Knockout> Missing, int PassesStored)
{
    /// <summary>Passes to make. The base pass is made again for a sample that lacks a knockout: there is no comparing without it.</summary>
    public int Passes => HasBase && Missing.Count == 0 ? 0 : 1 + Missing.Count;

    /// <summary>What is left to do for each sample of a plan, the tasks in turn.</summary>
    public static IReadOnlyList<PendingPasses> Of(SweepPlan plan, IReadOnlySet<PassKey> stored) =>
        [.. plan.SamplesInTurn.Select(sample => Of(sample, plan.Knockouts, stored.Contains))];

    /// <summary>What is left to do for one sample.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="knockouts">The knockouts wanted; none twice.</param>
    /// <param name="isStored">Whether a pass is stored.</param>
    public static PendingPasses Of(SampleRef sample, IReadOnlyList<Knockout> knockouts, Func<PassKey, bool> isStored)
    {
        var hasBase = isStored(new PassKey(sample.Task, sample.Index, null));
        var missing = knockouts.Where(k => !isStored(new PassKey(sample.Task, sample.Index, k))).ToList();
        return new PendingPasses(sample, hasBase, missing, knockouts.Count - missing.Count + (hasBase ? 1 : 0));
    }
}
