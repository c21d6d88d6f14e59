using TaLo.Models;
using TaLo.Profiles;
using TaLo.Scoring;
using TaLo.Selection;
using TaLo.Selection.Evidence;
using TaLo.Selection.Protocols;
using TaLo.Selection.Race;
using TaLo.Selection.Sets;
using TaLo.Storage;
using TaLo.Sweeps;
using TaLo.Tasks;

namespace TaLo.UseCases;

/// <summary>An adaptation as somebody asks for it: from a sweep that is run now, a stored one, or a file.</summary>
public sealed record AdaptRequest
{
    /// <summary>How to choose.</summary>
    public required IProtocol Protocol { get; init; }

    /// <summary>What makes a task.</summary>
    public TaskUnit Unit { get; init; }

    /// <summary>Redraws of the probe set; 0 for none.</summary>
    public int Redraws { get; init; } = Stability.DefaultRedraws;

    /// <summary>A stored sweep's id, or null.</summary>
    public string? Replay { get; init; }

    /// <summary>Whether a replay's decisions are kept as profiles; those of a model that is asked now are.</summary>
    public bool Keep { get; init; }

    /// <summary>How a replay compares options that were scored as texts.</summary>
    public ChoiceReading Reading { get; init; } = ChoiceReading.Sum;

    /// <summary>A results file, or null.</summary>
    public string? From { get; init; }

    /// <summary>The sweep to run first, or null.</summary>
    public SweepRequest? Sweep { get; init; }

    /// <summary>How to race instead of sweeping every layer on every sample; null for the full sweep.</summary>
    public RaceOptions? Race { get; init; }

    /// <summary>The most layers that are bypassed together, see <see cref="GreedySearch"/>.</summary>
    public int MaxLayers { get; init; } = 1;

    /// <summary>The folder of the stored results.</summary>
    public required string Store { get; init; }
}

/// <summary>What an adaptation came to.</summary>
/// <param name="Decisions">The decisions, by task.</param>
/// <param name="Stability">How stable they are; none where that was not asked, or after a race.</param>
public sealed record Adapted(IReadOnlyList<Decision> Decisions, IReadOnlyList<StabilityReport> Stability)
{
    /// <summary>How sets of layers were looked for, for each task with a layer chosen; none where one layer was.</summary>
    public IReadOnlyList<SetPath> Paths { get; init; } = [];
}

/// <summary>From a sweep's passes to decisions and profiles.</summary>
public static class Adaptation
{
    /// <summary>Decides every task; the decisions of a model that is asked are kept as profiles, those of a replay where asked for.</summary>
    /// <exception cref="SelectionException">There is nothing to decide.</exception>
    /// <exception cref="OperationCanceledException">Stopped; what was finished is stored.</exception>
    public static Adapted Run(AdaptRequest request, IWorkHost host, CancellationToken stop)
    {
        EnsurePossible(request);
        var adapted = request.From is { } file ? Decide(FromFile(file, request.Unit, host.Note), request.Protocol, request.Redraws)
            : request.Replay is { } id ? Replay(request, id, host)
            : Live(request, host, stop);
        return adapted.Decisions.Count > 0 ? adapted
            : throw new SelectionException("there is nothing to decide: no task has results of the base model and of knockouts that protocols choose among (\"zero\" on attention, \"uniform\", \"repeat\"; or the vision encoder's layers)");
    }

    /// <summary>Makes sure that what is asked for goes together; nothing is opened for that.</summary>
    /// <exception cref="SelectionException">It does not.</exception>
    public static void EnsurePossible(AdaptRequest request)
    {
        SetAdaptation.EnsurePossible(request);
        if (request.Sweep is { Kinds: var kinds })
            EnsureCandidates(request.Protocol, kinds);
    }

    /// <summary>The tables that decisions are made of: one for each task with a candidate. A sweep of the vision encoder alone is decided among its layers.</summary>
    public static IReadOnlyList<OutcomeTable> Tables(IEnumerable<ScoredPass> passes, TaskUnit unit)
    {
        List<ScoredPass> all = [.. passes];
        return [.. OutcomeTables.From(all, unit, ModuleOf(all)).Where(t => t.Knockouts.Count > 0)];
    }

    /// <summary>
    /// Decides every task. A task with candidates that were given up half-way is skipped: choosing among the survivors
    /// alone would not count the tries that were given up.
    /// </summary>
    /// <param name="tables">The tasks.</param>
    /// <param name="protocol">How.</param>
    /// <param name="redraws">Redraws of the probe set; 0 for none.</param>
    /// <param name="among">All tasks of the sweep, where not all are decided; null for the same.</param>
    public static Adapted Decide(IReadOnlyList<OutcomeTable> tables, IProtocol protocol, int redraws, IReadOnlyList<OutcomeTable>? among = null)
    {
        IReadOnlyList<OutcomeTable> whole = [.. tables.Where(t => t.Gap is null)];
        protocol = Over(protocol, tables.SelectMany(t => t.Knockouts)).Among([.. (among ?? tables).Where(t => t.Gap is null)]);
        return new Adapted(
            [.. tables.Select(t => t.Gap is { } gap ? Skipped(t, protocol, gap) : protocol.Decide(t))],
            redraws > 0 ? Stability.Of(whole, protocol, redraws) : []);
    }

    /// <summary>Of what was done to the layers, what a layer is chosen among: one module's bypasses, where modules were zeroed.</summary>
    public static IReadOnlyList<KnockoutKind> ChosenAmong(IEnumerable<KnockoutKind> kinds)
    {
        List<Knockout> tried = [.. kinds.Distinct().Select(kind => new Knockout(0, kind))];
        var module = Candidates.ModuleOf(tried);
        return [.. tried.Where(k => Candidates.IsOf(k, module)).Select(k => k.Kind)];
    }

    /// <summary>Makes sure that the protocol has something to choose among, before anything is asked.</summary>
    /// <exception cref="SelectionException">It has not.</exception>
    private static void EnsureCandidates(IProtocol protocol, IReadOnlyList<KnockoutKind> kinds)
    {
        var among = ChosenAmong(kinds);
        if (kinds.Except(among).ToList() is { Count: > 0 } others)
            throw new SelectionException($"--modules: protocols choose among bypasses of attention, or of one module of the vision encoder, not of {string.Join(" and ", others)} too: "
                + (among.Count > 0 ? $"leave the others out here, talo sweep asks them" : "choose attention, or ask them by talo sweep"));
        _ = Over(protocol, kinds.Select(kind => new Knockout(0, kind)));
    }

    /// <summary>A protocol that chooses among the vision encoder's layers, where they alone were swept.</summary>
    /// <exception cref="SelectionException">It has no such choice.</exception>
    internal static IProtocol Over(IProtocol protocol, IEnumerable<Knockout> swept) =>
        Candidates.ModuleOf(swept) is var module && module.IsOfVision() ? protocol.Over(module) : protocol;

    /// <summary>Decides every task of a sweep and keeps the decisions as profiles.</summary>
    /// <param name="store">Where.</param>
    /// <param name="sweep">The sweep.</param>
    /// <param name="data">Its data set; see <see cref="Keep"/>.</param>
    /// <param name="tables">The tasks.</param>
    /// <param name="protocol">How.</param>
    /// <param name="redraws">Redraws of the probe set; 0 for none.</param>
    /// <param name="note">Told where a bypass of a profile so far is lost.</param>
    public static Adapted DecideAndKeep(
        ResultStore store, StoredSweep sweep, IDataSet? data, IReadOnlyList<OutcomeTable> tables, IProtocol protocol, int redraws, Action<string>? note = null)
    {
        var adapted = Decide(tables, protocol, redraws);
        foreach (var decision in adapted.Decisions.Where(d => d.Verdict != Verdict.Skipped))
            Keep(store, sweep, data, decision, note: note);
        return adapted;
    }

    /// <summary>Keeps one decision as a profile.</summary>
    /// <param name="store">Where.</param>
    /// <param name="sweep">The sweep it rests on.</param>
    /// <param name="data">The sweep's data set; without it, the questions of an earlier profile of the task are kept on.</param>
    /// <param name="decision">The decision.</param>
    /// <param name="how">What is to be said of the protocol besides its options.</param>
    /// <param name="path">The set of layers that begins with it; null where none was looked for.</param>
    /// <param name="note">Told where a bypass of the profile so far is lost, or stays because it was chosen from more probe samples than now named none.</param>
    public static TaskProfile Keep(
        ResultStore store, StoredSweep sweep, IDataSet? data, Decision decision, string how = "", SetPath? path = null, Action<string>? note = null)
    {
        var profile = TaskProfile.From(decision, sweep, decision.Protocol.Description + how, DateTimeOffset.UtcNow, data);
        if (path is not null)
            profile = profile.With(path);
        var kept = profile with { Questions = profile.Questions ?? Known(store, profile) };
        var before = store.Profiles().FirstOrDefault(p => p.Id == kept.Id);
        if (before is { Set.IsNone: false } && kept.Set.IsNone && kept.ProbePool.Count < before.ProbePool.Count)
        {
            note?.Invoke($"{kept.Task}: profile {before.Id} stays {before.Choice}, chosen from {Quantity.Of(before.ProbePool.Count, "probe sample")}; {kept.ProbePool.Count} named none (`talo profiles delete {before.Id}` forgets it)");
            return before;
        }

        store.PutProfiles(kept);
        if (before is not null && before.Set.Knockouts.Except(kept.Set.Knockouts).Any())
            note?.Invoke($"{kept.Task}: profile {kept.Id} was {before.Choice} ({Quantity.Of(before.Probe?.Samples ?? 0, "probe sample")}), it is {kept.Choice} now "
                + $"({Quantity.Of(decision.Rounds.Count > 0 ? decision.Rounds[^1].Samples.Count : 0, "probe sample")}); talo adapt --replay {sweep.ShortId} --keep decides from all that is stored");
        return kept;
    }

    private static Adapted Replay(AdaptRequest request, string id, IWorkHost host)
    {
        using var store = request.Keep ? new ResultStore(request.Store, host.Note) : ResultStore.OpenReadOnly(request.Store, host.Note);
        var sweep = StoredSweeps.Find(store, id);
        if (!sweep.InForce.IsNone)
            throw new SelectionException($"sweep {sweep.ShortId} is a step on the way to a set, with {sweep.InForce} in force: replay the sweep that the set began with");
        using var data = request.Keep ? StoredSweeps.QuestionsOf(sweep, host.Note) : null;
        var tables = Tables(ClusterLinks.Passes(store, sweep, host.Note).Select(p => p.Read(request.Reading)), request.Unit);
        var adapted = request.Keep ? DecideAndKeep(store, sweep, data, tables, request.Protocol, request.Redraws, host.Note) : Decide(tables, request.Protocol, request.Redraws);
        return request.MaxLayers == 1 ? adapted
            : adapted with { Paths = SetAdaptation.Replay(request, store, sweep, data, adapted.Decisions, host.Note) };
    }

    private static Adapted Live(AdaptRequest request, IWorkHost host, CancellationToken stop)
    {
        using var session = SweepSession.Open(request.Sweep!, host, stop);
        SetAdaptation.EnsureEnough(request, session.Plan.Knockouts);
        var adapted = FirstLayer(request, session, stop);
        return request.MaxLayers == 1 ? adapted
            : adapted with { Paths = SetAdaptation.Live(request, session, adapted.Decisions, stop) };
    }

    private static Adapted FirstLayer(AdaptRequest request, SweepSession session, CancellationToken stop)
    {
        // Drawing again needs every candidate on every sample, so a race says nothing about stability.
        if (request is { Race: { } race, Protocol: RobustProtocol robust })
            return new Adapted(RaceAdaptation.DecideAndKeep(session, robust, race, stop), []);
        if (session.Run(stop).Stopped)
            throw new OperationCanceledException(stop);
        return DecideAndKeep(
            session.Store, session.Sweep, session.Data, Tables(session.Passes(), request.Unit), request.Protocol, request.Redraws, session.Host.Note);
    }

    private static IReadOnlyList<OutcomeTable> FromFile(string file, TaskUnit unit, Action<string> note)
    {
        IReadOnlyList<ResultLine> lines = [.. ClusterLinks.OfFile(file, note)];
        return unit == TaskUnit.Category || lines.Any(l => l.Pass.TaskGroup is not null)
            ? [.. OutcomeTables.From(lines, unit, ModuleOf(lines.Select(l => l.Pass))).Where(t => t.Knockouts.Count > 0)]
            : throw new SelectionException($"--unit group: {file} names no groups (task_group); use --replay, or write it again: talo show SWEEP --out FILE.jsonl");
    }

    private static Module ModuleOf(IEnumerable<ScoredPass> passes) => Candidates.ModuleOf(passes.Select(p => p.Knockout).OfType<Knockout>());

    private static TaskQuestions? Known(ResultStore store, TaskProfile profile) => store.Profiles()
        .LastOrDefault(p => p.Task == profile.Task && p.DataSetFingerprint == profile.DataSetFingerprint && p.Questions is not null)?.Questions;

    private static Decision Skipped(OutcomeTable table, IProtocol protocol, string gap) => Decisions.Skipped(
        protocol, table,
        $"{gap} (a race, or a stopped sweep); choosing among what is left would not count what was given up: " +
        "talo adapt MODEL DATA --search full asks what is missing");
}
