using TaLo.Selection;
using TaLo.Selection.Evidence;
using TaLo.Terminal.Commands;

namespace TaLo.Terminal;

/// <summary>Decisions as <c>--json</c> prints them.</summary>
internal static class DecisionJson
{
    /// <summary>Prints one document.</summary>
    public static void Print(IReadOnlyList<Decision> decisions, IReadOnlyList<StabilityReport> stability)
    {
        var document = new
        {
            ProgramVersion = ProgramVersion.Text,
            Decisions = decisions.Select(d => new
            {
                d.Task,
                Protocol = ProtocolOptionSet.Describe(d.Protocol),
                d.Protocol.Seed,
                d.Verdict,
                d.Chosen,
                d.Reason,
                d.Rounds,
                d.Pool,
                d.Evaluation,
                d.Evidence,
                Judgement = d.HeldOut,
                d.Notes,
            }),
            Stability = stability.Select(s => new { s.Task, s.Redraws, s.Choices, s.None, s.HeldOutGain, s.Better, s.Harmed }),
        };
        Messages.PrintJson(document);
    }
}
