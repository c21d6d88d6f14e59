using TaLo.Models;
using TaLo.Profiles;
using TaLo.Selection;
using TaLo.Selection.Evidence;
using TaLo.Statistics;

namespace TaLo.Reports;

/// <summary>A task's decision, and what else is shown of it.</summary>
/// <param name="Decision">What was decided, and why.</param>
/// <param name="TaskGroup">The task's group of tasks, or null.</param>
public sealed record ReportTask(Decision Decision, string? TaskGroup)
{
    /// <summary>What redrawn probe sets choose, or null where that was not asked.</summary>
    public StabilityReport? Stability { get; init; }

    /// <summary>The same for several sizes of the probe set, by rising shots: how the gain grows with it; may be empty.</summary>
    public IReadOnlyList<StabilityReport> Curve { get; init; } = [];

    /// <summary>Samples answered by the base model and under the chosen knockout; those that changed between right and wrong are shown.</summary>
    public IReadOnlyList<ReportSample> Samples { get; init; } = [];

    /// <summary>The kept profile whose set of layers was looked for by the same protocol, with its steps; null for none.</summary>
    public TaskProfile? Sets { get; init; }

    /// <summary>The task.</summary>
    public string Task => Decision.Task;

    /// <summary>The knockout chosen, or null where no layer is bypassed.</summary>
    public Knockout? Chosen => Decision.Chosen;

    /// <summary>The choice judged on the evaluation set; with no layer chosen nothing is fixed or broken. Null where it was not judged.</summary>
    public PairedComparison? HeldOut => Decision.HeldOut?.Counts;

    /// <summary>Whether the choice was judged on at least one sample.</summary>
    public bool IsJudged => HeldOut is { Samples: > 0 };

    /// <summary>The candidate to show beside the decision: the chosen one, or the nearest to it where none was chosen, as the reason says; null without any.</summary>
    public CandidateEvidence? Shown => Chosen is null ? ProbeEvidence.Nearest(Decision.Evidence) : Decision.ChosenEvidence;
}
