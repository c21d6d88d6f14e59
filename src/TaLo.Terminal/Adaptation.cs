using TaLo.Models;
using TaLo.Profiles;
using TaLo.Scoring;
using TaLo.Selection;
using TaLo.Selection.Evidence;
using TaLo.Storage;
using TaLo.Sweeps;
using TaLo.Tasks;
using TaLo.Terminal.Commands;

namespace TaLo.Terminal;

/// <summary>From a sweep's rows to decisions and profiles.</summary>
internal static class Adaptation
{
    /// <summary>The tables that decisions are made of: one for each task with a candidate.</summary>
    public static IReadOnlyList<OutcomeTable> Tables(IEnumerable<ScoredPass> rows, TaskUnit unit) =>
        [.. OutcomeTables.From(rows, unit, Module.Attention).Where(t => t.Knockouts.Count > 0)];

    /// <summary>
    /// Decides every task. A task with candidates that were given up half-way is skipped: choosing among the survivors
    /// alone would not count the tries that were given up.
    /// </summary>
    public static IReadOnlyList<Decision> Decide(
        IReadOnlyList<OutcomeTable> tables, IProtocol protocol, int redraws, out IReadOnlyList<StabilityReport> stability)
    {
        stability = redraws > 0 ? Stability.Of([.. tables.Where(t => t.Gap is null)], protocol, redraws) : [];
        return [.. tables.Select(t => t.Gap is { } gap ? Skipped(t, protocol, gap) : protocol.Decide(t))];
    }

    /// <summary>Decides every task of a sweep and keeps the decisions as profiles.</summary>
    public static IReadOnlyList<Decision> DecideAndKeep(
        ResultStore store, StoredSweep sweep, IDataSet? data, IReadOnlyList<OutcomeTable> tables, IProtocol protocol, int redraws,
        out IReadOnlyList<StabilityReport> stability)
    {
        var decisions = Decide(tables, protocol, redraws, out stability);
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
        store.PutProfiles(kept);
        return kept;
    }

    private static TaskQuestions? Known(ResultStore store, TaskProfile profile) => store.Profiles()
        .LastOrDefault(p => p.Task == profile.Task && p.DataSetFingerprint == profile.DataSetFingerprint && p.Questions is not null)?.Questions;

    private static Decision Skipped(OutcomeTable table, IProtocol protocol, string gap) => new(
        table.Task, protocol, Verdict.Skipped, null,
        $"{gap} (a race, or a stopped sweep); choosing among what is left would not count what was given up: " +
        "talo adapt MODEL DATA --search full asks what is missing",
        [], [], [], [], null, table.Notes);
}
