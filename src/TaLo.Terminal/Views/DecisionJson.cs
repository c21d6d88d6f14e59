using TaLo.Sweeps;
using TaLo.UseCases;

namespace TaLo.Terminal.Views;

/// <summary>Decisions as <c>--json</c> prints them.</summary>
internal static class DecisionJson
{
    /// <summary>Prints one document.</summary>
    public static void Print(Adapted adapted, IReadOnlyList<SkippedSample> skipped)
    {
        var document = new
        {
            ProgramVersion = ProgramVersion.Text,
            Decisions = adapted.Decisions.Select(d => new
            {
                d.Task,
                Protocol = d.Protocol.Description,
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
            Skipped = skipped,
            Stability = adapted.Stability.Select(s => new { s.Task, s.Redraws, s.Choices, s.None, s.HeldOutGain, s.Better, s.Harmed }),
        };
        Messages.PrintJson(document);
    }
}
