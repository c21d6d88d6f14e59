using TaLo.Models;
using TaLo.Profiles;
using TaLo.Selection;
using TaLo.Storage;
using TaLo.Sweeps;
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
        ResultStore store, StoredSweep sweep, IEnumerable<SweepResult> rows, AdaptRequest request, out IReadOnlyList<StabilityReport> stability)
    {
        var decisions = Decide(rows, request.Unit, request.Protocol, request.Redraws, out stability);
        foreach (var decision in decisions.Where(d => d.Verdict != Verdict.Skipped))
            Keep(store, sweep, decision);
        return decisions;
    }

    /// <summary>Keeps one decision as a profile.</summary>
    public static TaskProfile Keep(ResultStore store, StoredSweep sweep, Decision decision)
    {
        var profile = TaskProfile.From(decision, sweep, ProtocolOptionSet.Describe(decision.Protocol), DateTimeOffset.UtcNow);
        store.PutProfile(profile);
        return profile;
    }

    private static Decision Skipped(OutcomeTable table, IProtocol protocol, int candidates) => new(
        table.Task, protocol, Verdict.Skipped, null,
        $"only {table.Knockouts.Count} of {candidates} candidates have all samples (a stopped sweep, or a race): sweep this task to the end first",
        [], [], [], [], null, table.Notes);
}
