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
            Sets = adapted.Paths.Select(p => new
            {
                p.Task,
                Set = p.Set.ToString(),
                AgainstBase = p.HeldOut,
                AgainstBaseOnProbeSet = p.Probe,
                Steps = p.Steps.Select(s => new
                {
                    Step = s.Number,
                    InForce = s.InForce.ToString(),
                    s.Added,
                    s.IsKept,
                    s.Holds,
                    s.Level,
                    s.Why,
                    Evidence = s.Decision?.Evidence,
                    Judgement = s.Decision?.HeldOut,
                }),
            }),
            Skipped = skipped,
            Stability = adapted.Stability.Select(s => new { s.Task, s.Redraws, s.Choices, s.None, s.HeldOutGain, s.Better, s.Harmed }),
        };
        Messages.PrintJson(document);
    }
}
