using System.Diagnostics;
using TaLo.Models;
using TaLo.Selection;
using TaLo.Selection.Protocols;
using TaLo.Selection.Race;
using TaLo.Storage;
using TaLo.Sweeps;
using TaLo.Tasks;
using TaLo.UseCases;
using TaLo.Vectors;

namespace TaLo.Terminal.Ui;

/// <summary>
/// A sweep that the screens run: the verb's session on the engine thread. What is shown of it is read by the UI
/// thread as snapshots, so that neither waits for the other.
/// </summary>
internal sealed class SweepJob(SweepRequest request, SharedState shared) : IWorkHost, IDisposable
{
    private static readonly TimeSpan DrawEvery = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan CountRaceEvery = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _stop = new();
    private readonly PauseGate _gate = new();
    private volatile SweepSession? _session;
    private volatile SweepProgress? _progress;
    private volatile RaceStatus? _race;
    private volatile IReadOnlyList<TaskVector> _vectors = [];
    private volatile string _doing = "waiting for the model";
    private volatile JobState _state = JobState.Opening;
    private LiveVectors? _live;
    private IReadOnlyList<TaskVector> _planned = [];
    private long _drawn;

    /// <summary>What was asked for.</summary>
    public SweepRequest Request => request;

    /// <summary>The protocol that a race among the layers decides by; null for a sweep of all that was asked for.</summary>
    public RobustProtocol? Protocol { get; init; }

    /// <summary>How far the race is, or null before its first task and where there is none.</summary>
    public RaceStatus? Race => _race;

    /// <summary>What the race decided; none before its end.</summary>
    public IReadOnlyList<Decision> Decisions { get; private set; } = [];

    /// <summary>Where it stands.</summary>
    public JobState State => _gate.IsClosed && _state == JobState.Running ? JobState.Paused : _state;

    /// <summary>Whether it is not over.</summary>
    public bool IsOn => _state is JobState.Opening or JobState.Running or JobState.Stopping;

    /// <summary>What is being opened.</summary>
    public string Doing => _doing;

    /// <summary>How far it is, or null before the first pass.</summary>
    public SweepProgress? Progress => _progress;

    /// <summary>The vectors of what is stored of the plan so far; empty ones for tasks that are still to come.</summary>
    public IReadOnlyList<TaskVector> Vectors => _vectors;

    /// <summary>The sweep in the store, once it is known.</summary>
    public StoredSweep? Sweep { get; private set; }

    /// <summary>The open store, which holds the lock; null before and after.</summary>
    public ResultStore? Store { get; private set; }

    /// <summary>What the run came to, or null before its end and for a race.</summary>
    public SweepOutcome? Outcome { get; private set; }

    /// <summary>What kept it from going on, or null.</summary>
    public string? Error { get; private set; }

    /// <summary>What is called when it is over, on the UI thread.</summary>
    public Action<SweepJob>? Over { get; init; }

    /// <inheritdoc/>
    TimeProvider IWorkHost.Time => _gate;

    /// <summary>Makes no further pass until it is resumed.</summary>
    public void Pause() => _gate.Close();

    /// <summary>Goes on.</summary>
    public void Resume() => _gate.Open();

    /// <summary>Ends it after the current pass; what is finished stays stored.</summary>
    public void Stop()
    {
        if (!IsOn)
            return;
        _state = JobState.Stopping;
        _stop.Cancel();
        _gate.Open();
    }

    /// <summary>Reads a sample of the data set that is swept; null where it is closed or cannot be read.</summary>
    public VqaSample? Read(string task, string index)
    {
        try
        {
            return _session is { } session && session.Data.Samples.FirstOrDefault(s => s.Index == index && s.Task == task) is { Index: not null } found
                ? session.Data.LoadAnswered(found)
                : null;
        }
        catch (Exception e) when (e is SampleException or ObjectDisposedException)
        {
            return null;
        }
    }

    /// <summary>Runs it; called on the engine thread.</summary>
    public void Run()
    {
        try
        {
            lock (shared.Writing)
                Store = new ResultStore(request.Store, shared.Report);
            using (var session = SweepSession.Open(request, this, _stop.Token, Store))
                Sweeping(session);
            // Only when the store is closed may the next sweep begin.
            CloseStore();
            _state = Outcome is { Stopped: true } ? JobState.Stopped : JobState.Finished;
        }
        catch (OperationCanceledException)
        {
            _state = JobState.Stopped;
        }
        catch (Exception e) when (e is TaLoException or IOException or UnauthorizedAccessException)
        {
            Error = e.Message.ReplaceLineEndings(" ");
            _state = JobState.Failed;
        }
        finally
        {
            CloseStore();
            if (_progress?.PassesPerSecond is { } rate)
                NoteRate(rate);
            shared.Touch();
            shared.Post(() => Over?.Invoke(this));
        }
    }

    /// <inheritdoc/>
    ILoadedModel IWorkHost.Lend(ModelOptions options, CancellationToken stop) =>
        shared.Lend(options, text => Say(text), stop);

    /// <inheritdoc/>
    void IWorkHost.TakeBack(ILoadedModel model)
    {
        // The screens keep it for the next piece of work.
    }

    /// <inheritdoc/>
    void IWorkHost.Note(string line) => shared.Post(() => shared.Say(line));

    /// <inheritdoc/>
    SweepOutcome IWorkHost.Watch(
        Func<IProgress<SweepProgress>, CancellationToken, SweepOutcome> sweep, CancellationToken stop) =>
        sweep(new ImmediateProgress<SweepProgress>(Told), stop);

    /// <inheritdoc/>
    IProgress<RaceProgress> IWorkHost.WatchRace(string task)
    {
        _race = new RaceStatus(task, (_race?.Number ?? -1) + 1, _session!.Plan.Tasks.Count, _race?.Passes ?? 0, null);
        shared.Touch();
        return new ImmediateProgress<RaceProgress>(look => _race = _race with { Look = look });
    }

    /// <inheritdoc/>
    void IWorkHost.RacePassed()
    {
        _race = _race! with { Passes = _race.Passes + 1 };
        if (Stopwatch.GetElapsedTime(_drawn) > CountRaceEvery)
            CountRace();
        shared.Touch();
        _gate.Pass(shared.DoBetween, _stop.Token);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _gate.Dispose();
        _stop.Dispose();
    }

    private void NoteRate(double rate)
    {
        try
        {
            shared.Rates.Note(request.Model, request.DataPath, rate);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            shared.Post(() => shared.Say(e.Message.ReplaceLineEndings(" ")));
        }
    }

    private void CloseStore()
    {
        _session = null;
        lock (shared.Writing)
        {
            Store?.Dispose();
            Store = null;
        }
    }

    private void Sweeping(SweepSession session)
    {
        _session = session;
        Sweep = session.Sweep;
        _live = new LiveVectors(session.Model.Facts.Layers);
        _planned = Planned(session);
        _live.Add(session.Passes());
        Draw();
        if (_state == JobState.Opening)
            _state = JobState.Running;
        if (Protocol is { } protocol)
        {
            Decisions = RaceAdaptation.DecideAndKeep(session, protocol, new RaceOptions(), _stop.Token);
            CountRace();
            return;
        }
        Outcome = session.Run(_stop.Token);
        Draw();
    }

    /// <summary>A race's answers go to the store by themselves.</summary>
    private void CountRace()
    {
        _live = new LiveVectors(_session!.Model.Facts.Layers);
        _live.Add(_session.Passes());
        Draw();
    }

    private void Told(SweepProgress progress)
    {
        _progress = progress;
        if (progress.NewPasses.Count > 0)
            _live!.Add(progress.NewPasses);
        if (Stopwatch.GetElapsedTime(_drawn) > DrawEvery)
            Draw();
        shared.Touch();
        _gate.Pass(shared.DoBetween, _stop.Token);
    }

    private void Draw()
    {
        var counted = _live!.Vectors();
        var known = counted.Select(v => (v.Task, v.Kind)).ToHashSet();
        _vectors = [.. counted.Concat(_planned.Where(p => !known.Contains((p.Task, p.Kind)))).OrderBy(v => v.Task, StringComparer.Ordinal).ThenBy(v => v.Kind)];
        _drawn = Stopwatch.GetTimestamp();
        shared.Touch();
    }

    private static IReadOnlyList<TaskVector> Planned(SweepSession session)
    {
        return [.. from kind in session.Plan.Knockouts.Select(k => k.Kind).Distinct()
                   let layers = Enumerable.Range(0, session.Model.Facts.Layers.Of(kind.Module)).Select(LayerEffect.None).ToList()
                   from task in session.Plan.Tasks
                   select new TaskVector(task.Task, task.Samples.Select(s => s.TaskGroup).FirstOrDefault(), kind, 0, 0, layers)];
    }

    private void Say(string text)
    {
        _doing = text;
        shared.Touch();
    }
}
