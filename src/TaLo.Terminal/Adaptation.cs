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
    /// <summary>Decides every task.</summary>
    public static IReadOnlyList<Decision> Decide(
        IReadOnlyList<OutcomeTable> tables, IProtocol protocol, int redraws, out IReadOnlyList<StabilityReport> stability)
    {
        var usable = tables.Where(t => t.Knockouts.Count > 0).ToList();
        stability = redraws > 0 ? Stability.Of(usable, protocol, redraws) : [];
        return [.. usable.Select(protocol.Decide)];
    }

    /// <summary>Decides every task of a sweep and keeps the decisions as profiles.</summary>
    public static IReadOnlyList<Decision> DecideAndKeep(
        ResultStore store, StoredSweep sweep, IEnumerable<SweepResult> rows, AdaptRequest request, out IReadOnlyList<StabilityReport> stability)
    {
        var decisions = Decide(OutcomeTables.From(rows, request.Unit, Module.Attention), request.Protocol, request.Redraws, out stability);
        foreach (var decision in decisions.Where(d => d.Verdict != Verdict.Skipped))
            store.PutProfile(TaskProfile.From(decision, sweep, ProtocolOptionSet.Describe(decision.Protocol), DateTimeOffset.UtcNow));
        return decisions;
    }
}
