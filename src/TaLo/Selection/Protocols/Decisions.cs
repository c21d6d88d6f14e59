using TaLo.Selection.Evidence;

namespace TaLo.Selection.Protocols;

/// <summary>Puts a decision together.</summary>
internal static class Decisions
{
    public static Decision Made(
        IProtocol protocol,
        OutcomeTable table,
        SampleSplit split,
        int column,
        string reason,
        IReadOnlyList<ProbeRound> rounds,
        IReadOnlyList<CandidateEvidence> evidence) => new(
            table.Task, protocol,
            column > 0 ? Verdict.Chosen : Verdict.None,
            column > 0 ? table.Knockouts[column - 1] : null,
            reason, rounds,
            table.Names(split.Pool), table.Names(split.Evaluation),
            evidence,
            ProbeEvidence.HeldOut(table, column, split.Evaluation, protocol.Seed),
            table.Notes);

    public static Decision Skipped(IProtocol protocol, OutcomeTable table, string reason) => Skipped(protocol, table.Task, reason, table.Notes);

    public static Decision Skipped(IProtocol protocol, string task, string reason, IReadOnlyList<string> notes) => new(
        task, protocol, Verdict.Skipped, null, reason, [], [], [], [], null, notes);
}
