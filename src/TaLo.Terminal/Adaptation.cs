using TaLo.Matching;
using TaLo.Models;
using TaLo.Profiles;
using TaLo.Selection;
using TaLo.Storage;
using TaLo.Sweeps;
using TaLo.Tasks;
using TaLo.Terminal.Commands;

namespace TaLo.Terminal;

/// <summary>From a sweep's rows to decisions and profiles.</summary>
internal static class Adaptation
{
    /// <summary>
    /// Decides every task. A task whose sweep has candidates without all samples (it was stopped, or a race dropped
    /// them) is skipped: choosing among the survivors alone would not count the tries that were given up.
    /// </summary>
    public static IReadOnlyList<Decision> Decide(
        IEnumerable<SweepResult> rows, TaskUnit unit, IProtocol protocol, int redraws, out IReadOnlyList<StabilityReport> stability)
    {
        var all = rows.ToList();
        var candidates = all.Where(r => r.Knockout is { Module: Module.Attention })
            .ToLookup(r => (unit == TaskUnit.Category ? r.Task : r.TaskGroup) ?? "", r => r.Knockout);
        var tables = OutcomeTables.From(all, unit, Module.Attention).Where(t => t.Knockouts.Count > 0).ToList();
        var whole = tables.Where(t => t.Knockouts.Count == candidates[t.Task].Distinct().Count()).ToList();
        stability = redraws > 0 ? Stability.Of(whole, protocol, redraws) : [];
        return [.. tables.Select(t => whole.Contains(t) ? protocol.Decide(t) : Skipped(t, protocol, candidates[t.Task].Distinct().Count()))];
    }

    /// <summary>Decides every task of a sweep and keeps the decisions as profiles.</summary>
    public static IReadOnlyList<Decision> DecideAndKeep(
        ResultStore store, StoredSweep sweep, IDataSet? data, IEnumerable<SweepResult> rows, AdaptRequest request, out IReadOnlyList<StabilityReport> stability)
    {
        var decisions = Decide(rows, request.Unit, request.Protocol, request.Redraws, out stability);
        foreach (var decision in decisions.Where(d => d.Verdict != Verdict.Skipped))
            Keep(store, sweep, data, decision);
        return decisions;
    }

    /// <summary>Keeps one decision as a profile.</summary>
    /// <param name="store">Where.</param>
    /// <param name="sweep">The sweep it rests on.</param>
    /// <param name="data">The sweep's data set; without it, the questions of an earlier profile of the task are kept on.</param>
    /// <param name="decision">The decision.</param>
    /// <param name="how">What is to be said of the protocol besides its options.</param>
    public static TaskProfile Keep(ResultStore store, StoredSweep sweep, IDataSet? data, Decision decision, string how = "")
    {
        var profile = TaskProfile.From(decision, sweep, ProtocolOptionSet.Describe(decision.Protocol) + how, DateTimeOffset.UtcNow, data);
        var kept = profile with { Questions = profile.Questions ?? Known(store, profile) };
        store.PutProfile(kept);
        return kept;
    }

    private static TaskQuestions? Known(ResultStore store, TaskProfile profile) => store.Profiles()
        .LastOrDefault(p => p.Task == profile.Task && p.DataSetFingerprint == profile.DataSetFingerprint && p.Questions is not null)?.Questions;

    private static Decision Skipped(OutcomeTable table, IProtocol protocol, int candidates) => new(
        table.Task, protocol, Verdict.Skipped, null,
        $"only {table.Knockouts.Count} of {candidates} candidates have all samples (a stopped sweep, or a race): sweep this task to the end first",
        [], [], [], [], null, table.Notes);
}
