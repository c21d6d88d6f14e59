using TaLo.Models;
using TaLo.Scoring;
using TaLo.Selection;
using TaLo.Selection.Protocols;
using TaLo.Selection.Race;
using TaLo.Selection.Sets;
using TaLo.Statistics;
using TaLo.Storage;
using TaLo.Sweeps;
using TaLo.Tasks;

namespace TaLo.UseCases;

/// <summary>
/// Goes on from decisions to sets of layers: each step is a sweep, or a race, on top of what the steps before put in force, and is
/// decided as the first one was.
/// </summary>
/// <param name="request">How, and how many layers at most.</param>
/// <param name="store">The stored results.</param>
/// <param name="first">The sweep of the first step.</param>
/// <param name="data">The sweep's data set; null where it is not at hand.</param>
/// <param name="next">Decides a task on top of what is in force.</param>
internal sealed class SetAdaptation(
    AdaptRequest request, ResultStore store, StoredSweep first, IDataSet? data, Func<Decision, KnockoutSet, Decision> next)
{
    /// <summary>Makes sure that sets can be looked for, where they are.</summary>
    /// <exception cref="SelectionException">They cannot be; the message says why.</exception>
    public static void EnsurePossible(AdaptRequest request)
    {
        if (request.MaxLayers == 1)
            return;
        if (request.From is not null)
            throw new SelectionException("--max-layers: a results file holds one step alone; --replay decides from the stored sweeps of all");
        if (request.Protocol is PooledProtocol)
            throw new SelectionException("--max-layers: not with --protocol pooled: each task of a group would have a set of its own in force; take robust or paper");
        if (request.Sweep?.Kinds is [{ Intervention: Intervention.Repeat }, ..])
            throw RepeatedOnce;
    }

    /// <summary>Makes sure that there are as many candidates as a set may have layers.</summary>
    /// <exception cref="SelectionException">There are fewer.</exception>
    public static void EnsureEnough(AdaptRequest request, IReadOnlyList<Knockout> swept)
    {
        if (request.MaxLayers > 1 && RaceAdaptation.CandidatesOf(swept).Count is var count && request.MaxLayers > count)
            throw new SelectionException($"--max-layers {request.MaxLayers}: there {(count == 1 ? "is" : "are")} {Quantity.Of(count, "candidate")}; layer 0 is none");
    }

    /// <summary>The steps of a model that is asked now.</summary>
    public static IReadOnlyList<SetPath> Live(AdaptRequest request, SweepSession session, IReadOnlyList<Decision> decisions, CancellationToken stop)
    {
        return new SetAdaptation(request, session.Store, session.Sweep, session.Data, Ask).Search(decisions, request.Race is null ? "" : ", race");

        Decision Ask(Decision decision, KnockoutSet inForce)
        {
            var plan = session.Plan with
            {
                InForce = inForce,
                Knockouts = [.. RaceAdaptation.CandidatesOf(session.Plan.Knockouts).Where(k => !inForce.Knockouts.Contains(k))],
                Tasks = [.. session.Plan.Tasks.Select(t => t with { Samples = [.. t.Samples.Where(s => UnitOf(s.Task, s.TaskGroup, request.Unit) == decision.Task)] }).Where(t => t.Samples.Count > 0)],
            };
            session.Host.Note($"{decision.Task}: layer {inForce.Knockouts.Count + 1} of at most {request.MaxLayers}: "
                + $"{Quantity.Of(plan.Knockouts.Count, "candidate")} with {inForce} in force");
            if (request is { Race: { } race, Protocol: RobustProtocol robust })
                return RaceAdaptation.Decide(session, plan, plan.Tasks[0], new RaceSearch((RobustProtocol)Adaptation.Over(robust, plan.Knockouts), race with { JudgesBase = false }), stop);
            if (session.Run(plan, stop).Stopped)
                throw new OperationCanceledException(stop);
            return Of(Adaptation.Tables(session.Passes(plan), request.Unit), decision, request);
        }
    }

    /// <summary>The steps whose sweeps are stored.</summary>
    public static IReadOnlyList<SetPath> Replay(
        AdaptRequest request, ResultStore store, StoredSweep sweep, IDataSet? data, IReadOnlyList<Decision> decisions, Action<string> note)
    {
        if (sweep.Key.Intervention.StartsWith(KnockoutKind.Repeat().Sweep, StringComparison.Ordinal))
            throw RepeatedOnce;
        EnsureEnough(request, [.. store.Keys(sweep.Id).Select(k => k.Knockout).OfType<Knockout>().Distinct()]);
        return new SetAdaptation(request, store, sweep, data, Find).Search(decisions, "");

        Decision Find(Decision decision, KnockoutSet inForce)
        {
            if (store.Sweeps().FirstOrDefault(s => s.Key == OnTop(sweep, inForce).Key) is not { } step)
                return Skipped(decision, $"the sweep with {inForce} in force is not stored: talo adapt MODEL DATA --max-layers {request.MaxLayers} --search full asks it");
            var passes = ClusterLinks.Passes(store, step, note).Where(p => UnitOf(p.Task, p.TaskGroup, request.Unit) == decision.Task);
            return Of(Adaptation.Tables(passes.Select(p => p.Read(request.Reading)), request.Unit), decision, request);
        }
    }

    private static SelectionException RepeatedOnce => new("--max-layers: one block is repeated at a time, so there are no sets of them");

    private static Decision Of(IReadOnlyList<OutcomeTable> tables, Decision decision, AdaptRequest request) =>
        Adaptation.Decide([.. tables.Where(t => t.Task == decision.Task)], request.Protocol, redraws: 0).Decisions is [var one] ? one
            : Skipped(decision, "no candidate has an answer");

    private static Decision Skipped(Decision first, string why) => Decisions.Skipped(first.Protocol, first.Task, why, []);

    private static string? UnitOf(string task, string? group, TaskUnit unit) => unit == TaskUnit.Category ? task : group;

    private static StoredSweep OnTop(StoredSweep sweep, KnockoutSet inForce) =>
        sweep with { Key = sweep.Key with { InForce = inForce.IsNone ? null : inForce.ToString() } };

    private List<SetPath> Search(IReadOnlyList<Decision> decisions, string how)
    {
        var paths = new List<SetPath>();
        foreach (var decision in decisions.Where(d => d.Verdict == Verdict.Chosen))
        {
            var path = GreedySearch.Run(decision.Task, request.MaxLayers, inForce => SetStep.Of(inForce, inForce.IsNone ? decision : Checked(decision, inForce), Level));
            if (path.Set.Knockouts.Count > 1)
                path = path with { Probe = Against(path, decision.Rounds[^1].Samples), HeldOut = Against(path, decision.Evaluation) };
            paths.Add(path);
            if (request.Keep || request.Sweep is not null)
                Adaptation.Keep(store, first, data, decision, $"{how}, up to {Quantity.Of(request.MaxLayers, "layer")}", path);
        }

        return paths;
    }

    private double Level => request.Protocol is RobustProtocol robust ? robust.Level : MultipleTesting.DefaultLevel;

    /// <summary>A step counts only on the samples and candidates of the first: else samples that chose would judge, or tries would not be counted.</summary>
    private Decision Checked(Decision decision, KnockoutSet inForce)
    {
        var step = next(decision, inForce);
        var missing = decision.Evidence.Select(e => e.Knockout).Except(inForce.Knockouts).Except(step.Evidence.Select(e => e.Knockout)).ToList();
        return step.Verdict != Verdict.Skipped && !(step.Pool.SequenceEqual(decision.Pool) && (step.HeldOut is null || step.Evaluation.SequenceEqual(decision.Evaluation)))
            ? Skipped(decision, $"it has answers to other samples than the first step ({step.Pool.Count + step.Evaluation.Count}, not {decision.Pool.Count + decision.Evaluation.Count})")
            : step.Verdict == Verdict.Chosen && missing.Count > 0 ? Skipped(decision, $"{missing[0]} was not asked with {inForce} in force") : step;
    }

    /// <summary>A set against the base model.</summary>
    private PairedComparison Against(SetPath path, IReadOnlyList<string> samples)
    {
        var last = path.Steps.Last(s => s.IsKept);
        var after = Right(OnTop(first, last.InForce), last.Added).ToDictionary(p => p.Index);
        var wanted = samples.ToHashSet();
        return PairedComparison.Of([.. Right(first, null).Where(p => wanted.Contains(p.Index) && after.ContainsKey(p.Index))
            .Select(p => (p.OwnCluster, p.Correct, after[p.Index].Correct))]);

        IEnumerable<ScoredPass> Right(StoredSweep sweep, Knockout? knockout)
        {
            var passes = store.Passes(sweep.Id, request.Unit == TaskUnit.Category ? path.Task : null, knockout is { } k ? [k] : []);
            return (data is null ? passes : ClusterLinks.Linked(passes, data))
                .Where(p => p.Knockout == knockout && UnitOf(p.Task, p.TaskGroup, request.Unit) == path.Task).Select(p => p.Read(request.Reading));
        }
    }
}
