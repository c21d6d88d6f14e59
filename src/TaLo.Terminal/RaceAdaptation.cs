using System.Globalization;
using TaLo.Models;
using TaLo.Selection;
using TaLo.Selection.Protocols;
using TaLo.Selection.Race;
using TaLo.Sweeps;
using TaLo.Terminal.Views;

namespace TaLo.Terminal;

/// <summary>Decides every task of a session by a race, and keeps the decisions as profiles.</summary>
internal static class RaceAdaptation
{
    /// <summary>Decides task after task; the passes are stored as a sweep's.</summary>
    public static IReadOnlyList<Decision> DecideAndKeep(
        SweepSession session, RobustProtocol protocol, RaceOptions options, CancellationToken stop)
    {
        var candidates = session.Plan.Knockouts
            .Where(k => k.Module == Module.Attention && k.Layer > 0).OrderBy(k => k.Layer).ToList();
        var sweep = session.Plan.SweepOf(session.Model, session.Data, DateTimeOffset.UtcNow);
        var decisions = new List<Decision>();
        foreach (var task in session.Plan.Tasks.OrderBy(t => t.Task, StringComparer.Ordinal))
        {
            var decision = Decide(session, task, candidates, new RaceSearch(protocol, options), stop);
            decisions.Add(decision);
            if (decision.Verdict != Verdict.Skipped)
                Adaptation.Keep(session.Store, sweep, session.Data, decision, ", race");
        }

        return decisions;
    }

    private static Decision Decide(
        SweepSession session, TaskSamples task, List<Knockout> candidates, RaceSearch search, CancellationToken stop)
    {
        var samples = task.Samples.OrderBy(s => s.Index, StringComparer.Ordinal).ToList();
        var questions = new RecordedAnswers(session.Model, session.Data, session.Store, session.Plan, samples, stop);
        var left = -1;
        var decision = search.Decide(
            task.Task, [.. samples.Select(s => s.Index)], [.. samples.Select(s => s.TaskGroup)], candidates, questions,
            new ImmediateProgress<RaceProgress>(Tell));
        Messages.Note($"{task.Task}: {questions.Passes} passes made; what was stored was not asked again");
        if (questions.Skipped.Count > 0)
            Messages.Note($"skipped {questions.Skipped.Count} samples of {task.Task}, first: {questions.Skipped[0].Reason}");
        return decision;

        // Somebody is out, or the race is over: a line for each look would be too many.
        void Tell(RaceProgress progress)
        {
            if (progress.Left != left || progress.Asked == progress.Samples)
                Messages.Note($"{task.Task}: {Describe(progress)}");
            left = progress.Left;
        }
    }

    private static string Describe(RaceProgress p)
    {
        var leader = p.Leader is { } l
            ? string.Create(CultureInfo.InvariantCulture, $", {l.Knockout} leads with {100 * l.Counts.Difference:+0.0;−0.0;0.0} points, {l.Chance:0%} likely to be named")
            : "";
        return $"{p.Asked}/{p.Samples} probe samples, {p.Passes} passes, {p.Left} {(p.Left == 1 ? "candidate" : "candidates")} left{leader}";
    }
}
