using TaLo.Models;
using TaLo.Selection;
using TaLo.Selection.Protocols;
using TaLo.Selection.Race;
using TaLo.Sweeps;

namespace TaLo.UseCases;

/// <summary>Decides every task of a session by a race, and keeps the decisions as profiles.</summary>
public static class RaceAdaptation
{
    /// <summary>Decides task after task; the passes are stored as a sweep's.</summary>
    public static IReadOnlyList<Decision> DecideAndKeep(
        SweepSession session, RobustProtocol protocol, RaceOptions options, CancellationToken stop)
    {
        protocol = (RobustProtocol)Adaptation.Over(protocol, session.Plan.Knockouts);
        var decisions = new List<Decision>();
        foreach (var task in session.Plan.Tasks.OrderBy(t => t.Task, StringComparer.Ordinal))
        {
            var decision = Decide(session, session.Plan, task, new RaceSearch(protocol, options), stop);
            decisions.Add(decision);
            if (decision.Verdict != Verdict.Skipped)
                Adaptation.Keep(session.Store, session.Sweep, session.Data, decision, ", race", note: session.Host.Note);
        }

        return decisions;
    }

    /// <summary>What may be chosen of what is swept.</summary>
    internal static IReadOnlyList<Knockout> CandidatesOf(IReadOnlyList<Knockout> knockouts) =>
        [.. knockouts.Where(k => k.Layer > 0 && Candidates.IsOf(k, Candidates.ModuleOf(knockouts))).Order()];

    /// <summary>Decides one task of a plan; its passes are stored as a sweep's.</summary>
    internal static Decision Decide(SweepSession session, SweepPlan plan, TaskSamples task, RaceSearch search, CancellationToken stop)
    {
        var samples = task.Samples.OrderBy(s => s.Index, StringComparer.Ordinal).ToList();
        var answers = new RecordedAnswers(session.Model, session.Data, session.Store, plan, samples, session.Host.RacePassed, stop);
        var decision = search.Decide(
            task.Task, [.. samples.Select(s => s.Index)], [.. samples.Select(s => s.TaskGroup)], CandidatesOf(plan.Knockouts), answers,
            session.Host.WatchRace(task.Task), [.. samples.Select(s => s.OwnCluster)]);
        session.Host.Note($"{task.Task}: {Quantity.Of(answers.Passes, "pass", "passes")} made; what was stored was not asked again");
        if (answers.Skipped.Count > 0)
            session.Host.Skipped(answers.Skipped);
        var ofBase = samples.SelectMany(s => session.Store.PassesOf(session.Sweep.Id, s.Task, s.Index)).Where(p => p.Knockout is null);
        return decision with { Notes = [.. decision.Notes, .. Guessing.NotesOn(ofBase)] };
    }
}
