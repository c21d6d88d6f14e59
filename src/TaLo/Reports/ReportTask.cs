using TaLo.Models;
using TaLo.Selection;
using TaLo.Statistics;

namespace TaLo.Reports;

/// <summary>What was decided for one task, and what is known about the decision.</summary>
/// <param name="Task">The task.</param>
/// <param name="TaskGroup">Its group of tasks, or null.</param>
/// <param name="Chosen">The knockout chosen, or null where no layer is bypassed.</param>
/// <param name="Reason">Why this one, why none, or why the task was skipped.</param>
/// <param name="Candidates">Candidates and their evidence on the probe set, best first; may be empty.</param>
/// <param name="HeldOut">
/// The choice judged on the evaluation set; with no layer chosen nothing is fixed or broken. Null where it was not judged.
/// </param>
/// <param name="Stability">What redrawn probe sets choose, or null where that was not asked.</param>
/// <param name="Samples">
/// Samples answered by the base model and under the chosen knockout; those that changed between right and wrong are shown.
/// </param>
public sealed record ReportTask(
    string Task,
    string? TaskGroup,
    Knockout? Chosen,
    string Reason,
    IReadOnlyList<CandidateEvidence> Candidates,
    PairedComparison? HeldOut,
    ReportStability? Stability,
    IReadOnlyList<ReportSample> Samples)
{
    /// <summary>The candidate to show beside the decision: the chosen one, or the best where none was chosen; null without any.</summary>
    public CandidateEvidence? Shown => Chosen is { } chosen
        ? Candidates.FirstOrDefault(c => c.Knockout == chosen)
        : Candidates.Count > 0 ? Candidates[0] : null;

    /// <summary>Whether the choice was judged on at least one sample.</summary>
    public bool IsJudged => HeldOut is { Samples: > 0 };

    /// <summary>
    /// What a decision says. Candidates come by adjusted p-value where the protocol has one, then by Δ, the larger
    /// first, then by layer.
    /// </summary>
    public static ReportTask From(
        Decision decision, string? taskGroup, ReportStability? stability, IReadOnlyList<ReportSample> samples) => new(
            decision.Task, taskGroup, decision.Chosen, decision.Reason,
            [.. decision.Evidence
                .OrderBy(e => double.IsNaN(e.AdjustedPValue) ? 2 : e.AdjustedPValue)
                .ThenByDescending(e => e.Counts.Difference)
                .ThenBy(e => e.Knockout.Layer)
                .ThenBy(e => e.Knockout.Module)],
            decision.Judgement?.Counts, stability, samples);
}
