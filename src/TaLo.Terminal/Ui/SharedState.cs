using System.Collections.Concurrent;
using System.Globalization;
using TaLo.LlamaCpp;
using TaLo.Models;
using TaLo.Profiles;
using TaLo.Selection.Protocols;
using TaLo.Storage;
using TaLo.Sweeps;
using TaLo.Terminal.Library;
using TaLo.UseCases;

namespace TaLo.Terminal.Ui;

/// <summary>
/// What the screens share: the chosen model and data set, the one loaded model, the bypass in force, the running
/// sweep. Everything that takes longer than a blink runs on the engine thread; members are used from the UI thread
/// unless they say otherwise.
/// </summary>
internal sealed class SharedState : IDisposable
{
    private readonly EngineThread _engine;
    private readonly ConcurrentQueue<(string What, Action Work)> _between = [];
    private readonly CancellationTokenSource _closing = new();
    private LlamaVisionModel? _model;
    private volatile ModelOptions? _loadedAs;
    private volatile ModelFacts? _loaded;
    private volatile string? _work;
    private bool _isLoadingGiven;

    /// <summary>Nothing chosen, nothing loaded.</summary>
    /// <param name="options">What the screens were started with.</param>
    /// <param name="post">Hands an action to the UI thread; may be called from any.</param>
    /// <param name="crashed">Told of an exception that nothing expected; may be called from any thread.</param>
    public SharedState(StartOptions options, Action<Action> post, Action<Exception> crashed)
    {
        Options = options;
        Rates = new KnownRates(options.State);
        (Loading, _isLoadingGiven) = (options.Loading, options.LoadingGiven);
        Post = post;
        _engine = new EngineThread(crashed);
    }

    /// <summary>What the screens were started with.</summary>
    public StartOptions Options { get; }

    /// <summary>How fast sweeps were; from any thread.</summary>
    public KnownRates Rates { get; }

    /// <summary>How models are loaded, as the user said on the command line or since; its paths mean nothing.</summary>
    public ModelOptions Loading { get; private set; }

    /// <summary>Hands an action to the UI thread; from any thread.</summary>
    public Action<Action> Post { get; }

    /// <summary>Tells the user a line.</summary>
    public Action<string> Say { get; set; } = _ => { };

    /// <summary>Told of every change, on the thread that made it.</summary>
    public Action Changed { get; set; } = () => { };

    /// <summary>The chosen model file, or null.</summary>
    public FoundModel? ChosenModel { get; private set; }

    /// <summary>The chosen data set file, or null.</summary>
    public string? DataPath { get; private set; }

    /// <summary>What is loaded, or null.</summary>
    public ModelFacts? Loaded => _loaded;

    /// <summary>What is bypassed in answers, or null for the base model.</summary>
    public ChosenBypass? Bypass { get; private set; }

    /// <summary>The latest sweep, running or over; null for none.</summary>
    public SweepJob? Sweep { get; private set; }

    /// <summary>What the engine thread works on, in a few words; null for nothing. From any thread.</summary>
    public string? Work => _work;

    /// <summary>Why the loaded model cannot take other work now, or null.</summary>
    public string? Busy => Sweep is { IsOn: true } sweep
        ? sweep.State == JobState.Paused ? "the paused sweep holds the model: stop it first, its results stay" : "a sweep holds the model: stop it first, its results stay"
        : _work;

    /// <summary>Chooses a model; loads nothing. A bypass that was chosen for another one ends with that.</summary>
    public void Choose(FoundModel model)
    {
        var isOther = model.Path != ChosenModel?.Path;
        ChosenModel = model;
        if (isOther && Latest is { Knockouts: not null } latest && !(latest.Profile is { } profile && Fits(profile)))
        {
            (Bypass, Latest) = (null, null);
            Say($"{latest.What} was chosen for another model: nothing is bypassed");
        }
        Touch();
    }

    /// <summary>Chooses a data set.</summary>
    public void ChooseData(string path)
    {
        DataPath = path;
        Touch();
    }

    /// <summary>Bypasses a layer in answers from now on; null for none.</summary>
    public void Apply(ChosenBypass? bypass)
    {
        Bypass = bypass;
        Latest = bypass ?? Latest;
        Touch();
    }

    /// <summary>A profile is deleted: what was bypassed by it no longer is.</summary>
    public void Forget(TaskProfile profile)
    {
        if (Latest?.Profile?.Id == profile.Id)
            (Bypass, Latest) = (null, null);
        Touch();
    }

    /// <summary>The bypass that <see cref="Toggle"/> would put in force, or null.</summary>
    public ChosenBypass? Latest { get; private set; }

    /// <summary>Goes back to the base model, or from it to the latest bypass.</summary>
    public void Toggle() => Apply(Bypass is null ? Latest : null);

    /// <summary>How a model is loaded here: as the user said, a bundled one on one thread of the CPU.</summary>
    public ModelOptions LoadingOf(FoundModel model)
    {
        var loading = !_isLoadingGiven && BundledModels.Holds(model.Path) ? BundledModels.Gently(Loading) : Loading;
        return loading with { ModelPath = model.Path, MmprojPath = model.Mmproj };
    }

    /// <summary>Loads models otherwise from now on.</summary>
    public void LoadAs(ModelOptions loading)
    {
        (Loading, _isLoadingGiven) = (loading with { ModelPath = "", MmprojPath = null }, true);
        if (_loaded is not null)
            Say("the model is loaded anew when it is needed, and a chat begins anew");
        Touch();
    }

    /// <summary>Cancelled when the screens close: work that can stop early does.</summary>
    public CancellationToken Closing => _closing.Token;

    /// <summary>Queues a piece of work for the engine thread.</summary>
    /// <param name="what">What it is, in a few words.</param>
    /// <param name="work">The work; what it throws for the user becomes a message.</param>
    public void OnEngine(string what, Action work) => _engine.Do(() => Do(what, work));

    /// <summary>Queues a piece of work that may also be done while a sweep is paused, between two of its passes.</summary>
    /// <inheritdoc cref="OnEngine"/>
    public void OnEngineBetween(string what, Action work)
    {
        _between.Enqueue((what, work));
        _engine.Do(DoBetween);
    }

    /// <summary>Does what waits for a pause; on the engine thread only.</summary>
    public void DoBetween()
    {
        while (_between.TryDequeue(out var next))
            Do(next.What, next.Work);
    }

    /// <summary>Starts a sweep.</summary>
    /// <param name="request">What to sweep.</param>
    /// <param name="over">Called when it is over.</param>
    /// <param name="protocol">What a race among the layers decides by; null for a sweep of all that is asked for.</param>
    public SweepJob Start(SweepRequest request, Action<SweepJob>? over = null, RobustProtocol? protocol = null)
    {
        Sweep = new SweepJob(request, this) { Over = over, Protocol = protocol };
        OnEngine(protocol is null ? "sweeping" : "racing", Sweep.Run);
        return Sweep;
    }

    /// <summary>The loaded model where it is the one wanted, else that one, loaded in its place. On the engine thread only.</summary>
    /// <param name="options">Which model, loaded how.</param>
    /// <param name="told">Told what is being done.</param>
    /// <param name="stop">Stops the loading.</param>
    public LlamaVisionModel Lend(ModelOptions options, Action<string> told, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        if (_model is { } loaded && options == _loadedAs)
            return loaded;
        var isHeld = Sweep is { State: not JobState.Opening, IsOn: true };
        // A paused sweep of text loaded it without its mmproj: meanwhile it answers text.
        if (isHeld && _model is { } text && options with { MmprojPath = null } == _loadedAs)
            return text;
        if (isHeld)
            throw new ModelException($"the paused sweep holds {_loaded?.Name}: resume or stop it first, its results stay");
        Unload();
        var name = Path.GetFileName(options.ModelPath);
        told($"loading {name}");
        _model = LlamaVisionModel.Load(options, new ImmediateProgress<float>(share =>
            told(string.Create(CultureInfo.InvariantCulture, $"loading {name}, {share * 100:0}%"))), stop);
        _loadedAs = options;
        _loaded = _model.Facts;
        Touch();
        if (_loaded.MmprojDoubt is { } doubt)
            Report(doubt);
        return _model;
    }

    /// <summary>Says something from any thread.</summary>
    public void Report(string line) => Post(() => Say(line));

    /// <summary>Reads the store as it is now, while others may write; on any thread but the UI's.</summary>
    public T Read<T>(Func<ResultStore, T> read)
    {
        using var store = ResultStore.OpenReadOnly(Options.Store, Report);
        return read(store);
    }

    /// <summary>Writes to the store: to the running sweep's, which holds the lock, or to one opened for it; not on the UI thread.</summary>
    public T Write<T>(Func<ResultStore, T> write)
    {
        lock (Writing)
        {
            if (Sweep?.Store is { } open)
                return write(open);
            using var store = new ResultStore(Options.Store, Report);
            return write(store);
        }
    }

    /// <summary>Held while the store is opened or closed, and while something is written to it for a screen: its lock is another process's to refuse, not this one's.</summary>
    public Lock Writing { get; } = new();

    /// <summary>Bypasses, in answers of the model that a sweep was made with, what was found there; that model is chosen first.</summary>
    /// <param name="sweep">The sweep.</param>
    /// <param name="bypass">What is bypassed; null for nothing.</param>
    public void Apply(StoredSweep sweep, ChosenBypass? bypass)
    {
        var path = sweep.Facts.ModelPath;
        if (path == ChosenModel?.Path || (ChosenFacts is { } chosen && chosen.ModelFingerprint == sweep.Key.ModelFingerprint))
            Apply(bypass);
        else if (path is null || !File.Exists(path))
            Say($"{path ?? sweep.Facts.ModelName}: the sweep's model file is not there: choose {sweep.Facts.ModelName} on Home before something is bypassed in it");
        else
            Task.Run(() =>
            {
                var found = ModelFinder.Describe(path);
                Post(() =>
                {
                    if (found.Model is null)
                    {
                        Say(found.Note);
                        return;
                    }
                    Choose(found with { Mmproj = sweep.Facts.MmprojPath ?? found.Mmproj });
                    Apply(bypass);
                });
            });
    }

    /// <summary>Whether a profile is for the chosen model, as far as that is known before it is loaded.</summary>
    public bool Fits(TaskProfile profile) =>
        ChosenFacts is { } chosen ? profile.IsFor(chosen)
        : ChosenModel?.Model is not { } file || (file.Name == profile.Model.Name && file.FileType == profile.Model.Quantization && file.LayerCount == profile.Model.LayerCount);

    /// <summary>Whether the bypass is one for the model that is loaded, or where none is, that is chosen.</summary>
    public bool IsInForce(ChosenBypass bypass) => _loaded is { } loaded && !IsLoadedForText ? bypass.IsFor(loaded) : bypass.Profile is not { } profile || Fits(profile);

    /// <summary>The chosen model where it is loaded, else null.</summary>
    public ModelFacts? ChosenFacts => _loadedAs?.ModelPath == ChosenModel?.Path && !IsLoadedForText ? _loaded : null;

    /// <summary>Says that something changed; from any thread.</summary>
    public void Touch() => Changed();

    /// <summary>Stops the work, waits for the current pass and frees the model.</summary>
    /// <returns>Whether it ended in time.</returns>
    public bool Close(TimeSpan patience)
    {
        _closing.Cancel();
        Sweep?.Stop();
        _engine.Do(Unload);
        return _engine.Finish(patience);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _engine.Dispose();
        _closing.Dispose();
    }

    // A sweep of text loads the chosen model without its mmproj: what is asked next has it again.
    private bool IsLoadedForText => _loadedAs is { MmprojPath: null } loading && loading.ModelPath == ChosenModel?.Path && ChosenModel.Mmproj is not null;

    private void Do(string what, Action work)
    {
        var before = _work;
        _work = what;
        Touch();
        try
        {
            work();
        }
        catch (OperationCanceledException)
        {
            // Stopped by the user, who knows.
        }
        catch (Exception e) when (e is TaLoException or IOException or UnauthorizedAccessException)
        {
            var message = e.Message.ReplaceLineEndings(" ");
            Post(() => Say(message));
        }
        finally
        {
            _work = before;
            Touch();
        }
    }

    private void Unload()
    {
        _loaded = null;
        _loadedAs = null;
        _model?.Dispose();
        _model = null;
    }
}
