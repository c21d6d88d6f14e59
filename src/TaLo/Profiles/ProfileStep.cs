using TaLo.Models;
using TaLo.Selection.Sets;
using TaLo.Statistics;

namespace TaLo.Profiles;

/// <summary>One step on the way to a profile's set of layers: what was added to the steps before, and what it did to them.</summary>
/// <param name="Knockout">What the probe set chose to add; null for nothing.</param>
/// <param name="Probe">The step against the step before on the samples that chose; null for nothing.</param>
/// <param name="AdjustedPValue">Its p-value for having tried every candidate of the step; null where the protocol has none.</param>
/// <param name="HeldOut">The step against the step before on samples that did not choose; null for nothing.</param>
/// <param name="IsKept">Whether it is part of the set.</param>
/// <param name="Why">Why it is, or is not, in one line.</param>
public sealed record ProfileStep(
    Knockout? Knockout, PairedComparison? Probe, double? AdjustedPValue, PairedComparison? HeldOut, bool IsKept, string Why)
{
    /// <summary>A step of a search.</summary>
    public static ProfileStep Of(SetStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        var evidence = step.Decision?.Evidence.FirstOrDefault(e => e.Knockout == step.Added);
        return new ProfileStep(
            step.Added, evidence?.Counts, evidence?.KnownAdjustedPValue,
            step.HeldOut, step.IsKept, step.Why);
    }
}
