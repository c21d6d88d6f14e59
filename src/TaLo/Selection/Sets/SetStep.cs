using System.Globalization;
using TaLo.Models;
using TaLo.Selection.Protocols;
using TaLo.Statistics;

namespace TaLo.Selection.Sets;

/// <summary>One step of a greedy search: what is added to a set, and whether that holds.</summary>
/// <param name="InForce">What is in force before: the steps before; nothing in the first.</param>
/// <param name="Added">What the probe set chose to add; null for nothing.</param>
/// <param name="HeldOut">The step against the step before on the evaluation set: its base model is the model with <paramref name="InForce"/>. Null where nothing was added.</param>
/// <param name="Level">What the p-value on the evaluation set may be.</param>
public sealed record SetStep(KnockoutSet InForce, Knockout? Added, PairedComparison? HeldOut, double Level)
{
    /// <summary>The protocol's decision, on the model with <see cref="InForce"/>; null in a simulation.</summary>
    public Decision? Decision { get; init; }

    /// <summary>1 for the first.</summary>
    public int Number => InForce.Knockouts.Count + 1;

    /// <summary>Whether it fixes more than it breaks on the evaluation set, by McNemar's exact test at the level, two-sided.</summary>
    public bool Holds => Added is not null && HeldOut is { } held && held.Fixed > held.Broken && held.PValue <= Level;

    /// <summary>Whether it is part of the set. The first step is by the protocol's word alone, as without a search; further ones must hold.</summary>
    public bool IsKept => Added is not null && (Holds || InForce.IsNone);

    /// <summary>What became of it, in a word or two.</summary>
    public string Verdict => Decision is { Verdict: Selection.Verdict.Skipped } ? "not decided"
        : Added is null ? "nothing to add"
        : Holds ? "kept"
        : IsKept ? "kept, not confirmed" : "not kept";

    /// <summary>Why, in one line.</summary>
    public string Why => Decision is { Verdict: Selection.Verdict.Skipped } or { Chosen: null } ? $"{Verdict}: {Decision.Reason}"
        : HeldOut is not { } held ? Verdict
        : string.Create(CultureInfo.InvariantCulture,
            $"{Verdict}: {held.Fixed} fixed, {held.Broken} broken of {Quantity.Of(held.Samples, "held-out sample")} (p {RobustReason.P(held.PValue)}, must be at most {Level:0.###})");

    /// <summary>The step that a protocol's decision makes.</summary>
    /// <param name="inForce">What was in force when it decided.</param>
    /// <param name="decision">The decision.</param>
    /// <param name="level">What the p-value on the evaluation set may be.</param>
    public static SetStep Of(KnockoutSet inForce, Decision decision, double level)
    {
        ArgumentNullException.ThrowIfNull(decision);
        return new SetStep(inForce, decision.Chosen, decision.Chosen is null ? null : decision.HeldOut?.Counts, level) { Decision = decision };
    }
}
