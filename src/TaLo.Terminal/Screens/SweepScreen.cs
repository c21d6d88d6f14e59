using System.Drawing;
using System.Globalization;
using TaLo.Models;
using TaLo.Selection.Protocols;
using TaLo.Sweeps;
using TaLo.Tasks;
using TaLo.Tasks.Readers;
using TaLo.Terminal.Library;
using TaLo.Terminal.Screens.Layers;
using TaLo.Terminal.Screens.Sweeping;
using TaLo.Terminal.Ui;
using TaLo.Terminal.Views;
using TaLo.UseCases;
using TaLo.Vectors;
using Terminal.Gui.Input;

namespace TaLo.Terminal.Screens;

/// <summary>Choose what to sweep, and watch the heat map being painted; or look at a stored one.</summary>
internal sealed class SweepScreen : Screen
{
    private static readonly TimeSpan SampleEvery = TimeSpan.FromMilliseconds(700);

    private readonly SweepSetup _setup = new();
    private readonly TablePane<TaskCount> _tasks;
    private readonly TablePane<Setting> _settings;
    private readonly GaugeView _gauge;
    private readonly HeatMapPane _map;
    private readonly CellPane _cell;
    private readonly SamplePane _sample;
    private bool _choosing = true;
    private string? _readFrom;
    private string? _unread; // why the data set could not be read
    private MapSource _source = new(null, []);
    private SweepJob? _job;
    private SweepJob? _passedOver; // runs on while a stored sweep is shown
    private KnockoutKind _kind = Module.Attention;
    private (string Task, string Index)? _shown;
    private DateTime _sampleSince;

    /// <summary>Creates the screen.</summary>
    public SweepScreen(UiContext ui) : base(ui)
    {
        _tasks = new TablePane<TaskCount>(ui, "Tasks", [new("task", Shrinks: true), new("group", Shrinks: true), new("samples", Right: true)], (a, b) => a == b)
        {
            Chosen = ToggleTask,
            More = () =>
            [
                new(Key.Space, "choose", "Choose the task, or leave it out.", ToggleTask) { Also = [Key.Enter], Disabled = () => _setup.Tasks.Count == 0 ? "there is no task yet" : null },
                new(Key.A, "all/none", "Choose all tasks, or none.", () => { _setup.ToggleAll(); ShowSetup(); }) { Disabled = () => _setup.Tasks.Count == 0 ? "there is no task yet" : null },
            ],
        };
        _settings = new TablePane<Setting>(ui, "Settings", [new(""), new("", Shrinks: true)], (a, b) => a.Name == b.Name)
        {
            Chosen = ChangeSetting,
            More = () => [new(Key.Enter, "change", "Change the setting.", ChangeSetting) { Also = [Key.Space], Disabled = () => _settings!.Current?.Item.Change is null ? "this line only tells: choose on Home" : null }],
        };
        _gauge = new GaugeView(ui.Theme);
        _map = new HeatMapPane(ui, ShowCell, OpenLayer);
        _cell = new CellPane(ui);
        _sample = new SamplePane(ui);
        Add(_tasks, _settings, _gauge, _map, _cell, _sample);
        Choose(true);
    }

    /// <summary>What is to be swept, as the settings say.</summary>
    public SweepSetup Setup => _setup;

    /// <inheritdoc/>
    public override string Name => "Sweep";

    /// <inheritdoc/>
    public override string Purpose => "choose tasks, modules and samples, and watch what each bypass does.";

    /// <inheritdoc/>
    public override IReadOnlyList<KeyAction> Keys => _choosing
        ?
        [
            new(Key.S, "start", "Start the sweep; what is stored already is not done again.", StartChosen) { Disabled = CannotStart },
            new(Key.R, "race", "Decide the chosen tasks by a race: layers that hardly help are dropped after a few samples, and the decisions are kept as profiles.", RaceChosen) { Disabled = CannotStart },
            new(Key.V, "view map", "Go back to the heat map.", () => Choose(false)) { Disabled = () => _source.Sweep is null && _job is null ? "there is no sweep yet: s starts one" : null },
        ]
        :
        [
            new(Key.M, "module", "Show the next module's map.", NextKind) { Disabled = () => _source.Kinds.Count < 2 ? "only one module was swept: choose more with n" : null },
            new(Key.P, _job?.State == JobState.Paused ? "resume" : "pause", "Pause after the current pass, or go on.", PauseOrResume) { Disabled = () => NotRunning("pause") },
            new(Key.X, "stop", "Stop after the current pass; what is finished stays stored.", () => _job!.Stop()) { Disabled = () => NotRunning("stop") },
            new(Key.S, "start again", "Go on with the sweep that was stopped.", () => Start(_job!.Request, _job.Protocol)) { Disabled = CannotGoOn },
            new(Key.B, "damaged model", "Sweep the demo's positive control: the same model after a disclosed damage to one layer.", () => Start(DemoSweeps.Control(_job!.Request))) { Disabled = NoControl, InKeyLine = IsDemo },
            new(Key.N, "new sweep", "Choose what to sweep.", () => Choose(true)),
            new(Key.V, "running", "Go back to the sweep that is running.", ShowRunning) { Disabled = () => HidesRunning ? null : "it is shown, or none is running", InKeyLine = HidesRunning },
        ];

    /// <inheritdoc/>
    public override bool ShowsWork => !_choosing && _job is not null;

    /// <inheritdoc/>
    public override void Enter()
    {
        // A race may have been started on Layer.
        if (Ui.Shared.Sweep is { IsOn: true } running && running != _passedOver && running != _job)
            Follow(running);
        ReadTasks();
        Update();
    }

    /// <inheritdoc/>
    public override void Update()
    {
        if (_choosing)
            ShowSetup();
        else
            ShowMap();
    }

    /// <summary>Starts a sweep or a race and shows it.</summary>
    public void Start(SweepRequest request, RobustProtocol? protocol = null)
    {
        if (Ui.Shared.Busy is { } reason)
        {
            Ui.Shell.Warn(reason);
            return;
        }
        Follow(Ui.Shared.Start(request, Over, protocol));
        _passedOver = null;
        Choose(false);
        Ui.Shell.Show(this);
    }

    private void Follow(SweepJob job)
    {
        // Another sweep's map is none of this one's, which may have none yet.
        (_job, _source, _shown) = (job, new MapSource(null, []), null);
        _sample.Show(null);
    }

    /// <summary>Shows a stored sweep.</summary>
    public void Open(StoredSweep sweep) => Ui.InBackground(
        () => Ui.Shared.Read(store => TaskVectors.From(ClusterLinks.Passes(store, sweep, Ui.Shared.Report), sweep.Facts.Layers)),
        vectors =>
        {
            (_job, _passedOver) = (null, Ui.Shared.Sweep);
            _source = new MapSource(sweep, vectors);
            _sample.Show(null);
            Choose(false);
            Ui.Shell.Show(this);
        });

    /// <summary>A sweep is deleted: it is shown no more.</summary>
    public void Forget(StoredSweep sweep)
    {
        if (_source.Sweep?.Id != sweep.Id)
            return;
        (_job, _source) = (null, new MapSource(null, []));
        Choose(true);
    }

    /// <inheritdoc/>
    protected override void Arrange(Size size)
    {
        var left = Math.Max(size.Width * 55 / 100, size.Width - 56);
        _tasks.Frame = new Rectangle(0, 0, left, size.Height);
        _settings.Frame = new Rectangle(left, 0, size.Width - left, size.Height);
        _gauge.Frame = new Rectangle(0, 0, size.Width, 1);
        var rows = Math.Max(1, _source.Of(_kind).Count) * 2;
        var map = Math.Clamp(rows + 4, 8, Math.Max(8, size.Height - 10));
        _map.Frame = new Rectangle(0, 1, size.Width, map);
        var below = size.Height - map - 1;
        var cell = Math.Min(44, size.Width / 2);
        _cell.Frame = new Rectangle(0, map + 1, cell, below);
        _sample.Frame = new Rectangle(cell, map + 1, size.Width - cell, below);
    }

    private bool HidesRunning => _passedOver is { IsOn: true } && _job is null;

    private bool IsDemo => _job is { State: JobState.Finished } && NoControl() is null;

    private void Choose(bool choosing)
    {
        _choosing = choosing;
        (_tasks.Visible, _settings.Visible) = (choosing, choosing);
        (_gauge.Visible, _map.Visible, _cell.Visible, _sample.Visible) = (!choosing, !choosing, !choosing, !choosing);
        Rearrange();
        if (Ui.Shell is not null)
            (choosing ? (Pane)_tasks : _map).SetFocus();
        Update();
    }

    private void ReadTasks()
    {
        if (Ui.Shared.DataPath is not { } path || path == _readFrom)
            return;
        (_readFrom, _unread) = (path, null);
        _setup.Take([]);
        Ui.InBackground(
            () =>
            {
                using var data = DataSets.Open(path);
                return TaskListing.Of(data.Samples);
            },
            tasks =>
            {
                if (path != _readFrom)
                    return;
                _setup.Take(tasks);
                ShowSetup();
            },
            problem =>
            {
                (_readFrom, _unread) = (null, problem);
                ShowSetup();
                Ui.Shell.Warn(problem);
            });
    }

    /// <summary>The vision encoder's layers are known once the model is loaded: a file may hold more than are run.</summary>
    private LayerCounts? Layers => Ui.Shared.ChosenModel?.Model?.LayerCount is { } count ? new LayerCounts((int)count, Ui.Shared.ChosenFacts?.VisionLayerCount) : null;

    private void ShowSetup()
    {
        _tasks.Empty = Ui.Shared.DataPath is null ? "No data set is chosen: choose one on Home." : _unread ?? "Reading the tasks …";
        _tasks.Show([.. _setup.Tasks.Select(t => new PaneRow<TaskCount>(t, [t.Task, t.TaskGroup ?? "", $"{t.Samples}"])
        {
            Mark = _setup.Has(t) ? "✓" : " ",
            IsDim = !_setup.Has(t),
        })]);
        _settings.Show([.. Settings().Select(s => new PaneRow<Setting>(s, [s.Name, s.Value], s.Detail) { IsDim = s.Change is null })]);
    }

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private List<Setting> Settings()
    {
        var shared = Ui.Shared;
        var loading = shared.ChosenModel is { } model ? shared.LoadingOf(model) : shared.Loading;
        return
        [
            new("intervention", Word(_setup.Intervention), _setup.NextIntervention, "zero: modules add nothing; uniform: attention looks at all alike; repeat: layers run again"),
            .. _setup.Intervention == Intervention.Repeat
                ? [new("block length", _setup.Lengths, () => Ask("Block length", "layers that run again together; several separated by commas", _setup.Lengths, _setup.ReadLengths)),
                    new("times", $"{_setup.Times}", () => Ask("Times", $"how often a block runs, 2 to {KnockoutKind.MostTimes}", $"{_setup.Times}", _setup.ReadTimes))]
                : new Setting[] { new("scope", Word(_setup.Scope), _setup.OtherScope, "all positions; answer: the prompt is read by the base model once, which is fast") },
            .. (_setup.Intervention == Intervention.Zero ? shared.ChosenModel?.Mmproj is null ? Modules.OfDecoder : [.. Modules.OfDecoder, .. Modules.OfVision] : []).Select(m => new Setting($"bypass {m.Name()}", _setup.Has(m) ? "yes" : "no", () => _setup.Toggle(m))),
            new("samples per task", _setup.Samples is { } n ? $"{n}" : "all", () => Ask("Samples per task", "a number, or all; a larger one later extends a smaller", _setup.Samples is { } s ? $"{s}" : "all", _setup.ReadSamples)),
            new("layers", _setup.Layers, () => Ask("Layers", $"all, 1-11 or 0,3,5-7{(Layers is { } l ? $"; the model has 0-{l.Decoder - 1}" : "")}", _setup.Layers, t => _setup.ReadLayers(t, Layers))),
            new("seed", $"{_setup.Seed}", () => Ask("Seed", "a whole number: chooses which samples", $"{_setup.Seed}", _setup.ReadSeed)),
            new("scoring", _setup.Scoring.Name, () => Ask("Scoring", "letter; choice: the options' texts; generate: what is said, generate 64 for longer answers", _setup.Scoring.Name, _setup.ReadScoring)),
            new("prompt", _setup.Prompt.Name, () => Ask("Prompt", "llava, qwen2-vl, … (talo prompt --list), or a template's path; or nothing", "", _setup.ReadPrompt)),
            new("device", loading.Device, () => LoadingSettings.ChooseDevice(Ui, loading, ShowSetup)),
            new("threads", loading.Threads > 0 ? $"{loading.Threads}" : "one for each processor", () => Ask("Threads", "of the CPU; 0 for one for each processor", $"{loading.Threads}", t => LoadingSettings.ReadThreads(shared, loading, t))),
            new("context", $"{loading.ContextLength} positions", () => Ask("Context", "positions that a prompt and its answer may fill", $"{loading.ContextLength}", t => LoadingSettings.ReadContext(shared, loading, t))),
            new("mmproj", shared.ChosenModel is not { } chosen ? "" : chosen.Mmproj is { } file ? Path.GetFileName(file) : "none: text only", shared.ChosenModel is null ? null : () => LoadingSettings.ChooseMmproj(Ui, shared.ChosenModel, ShowSetup)),
            new("", "", null),
            new("model", shared.ChosenModel?.Model?.Name ?? "none: choose one on Home", null, Places.Short(shared.ChosenModel?.Path ?? "")),
            new("data set", shared.DataPath is { } path ? Path.GetFileName(path) : "none: choose one on Home", null, Places.Short(shared.DataPath ?? "")),
            new("passes", _setup.Passes(Layers) is { } passes ? $"{passes}" : "", null, "less those that are stored already"),
            Estimate(loading),
        ];
    }

    /// <summary>How long a sweep of what is chosen takes, at the rate of the last one.</summary>
    private Setting Estimate(ModelOptions loading) =>
        _setup.Passes(Layers) is { } passes && Ui.Shared.DataPath is { } data && Ui.Shared.Rates.Of(loading, data) is { } rate and > 0
            ? new Setting("takes", $"about {Durations.Text(TimeSpan.FromSeconds(passes / rate))}", null, string.Create(CultureInfo.InvariantCulture, $"at {rate:0.0} passes/s, as the last time"))
            : new Setting("takes", "not known yet", null, "the model's first sweep shows how fast it is");

    private void Ask(string what, string how, string now, Func<string, string?> take) => Ui.Shell.Open(new LineBox(Ui, what, how, now, text =>
    {
        var problem = take(text);
        ShowSetup();
        return problem;
    }));

    private void ToggleTask()
    {
        if (_tasks.Current is not { } row)
            return;
        _setup.Toggle(row.Item);
        ShowSetup();
    }

    private void ChangeSetting()
    {
        _settings.Current?.Item.Change?.Invoke();
        ShowSetup();
    }

    private string? CannotStart() => Ui.Shared.Busy
        ?? (Ui.Shared.ChosenModel is null ? "choose a model on Home first" : Ui.Shared.DataPath is null ? "choose a data set on Home first" : _setup.Missing);

    private SweepRequest Chosen => _setup.Request(Ui.Shared.LoadingOf(Ui.Shared.ChosenModel!), Ui.Shared.DataPath!, Ui.Shared.Options.Store);

    private void StartChosen() => Start(Chosen);

    private void RaceChosen() => Start(Chosen with { Kinds = _setup.RaceKinds }, new RobustProtocol());

    private string? NotRunning(string what) => _job is { State: JobState.Opening or JobState.Running or JobState.Paused } ? null : $"no sweep is running: there is nothing to {what}";

    private string? CannotGoOn() => _job is null ? "this one is stored: n chooses what to sweep" : _job.IsOn ? "it is running" : Ui.Shared.Busy;

    private string? NoControl() => _job is null || !BundledModels.Holds(_job.Request.Model.ModelPath) || Path.GetFileName(_job.Request.Model.ModelPath) != BundledModels.PlainName
        ? "only after the demo" : Ui.Shared.Busy;

    private void PauseOrResume()
    {
        if (_job!.State == JobState.Paused)
            _job.Resume();
        else
            _job.Pause();
        Ui.Shared.Touch();
    }

    private void Over(SweepJob job)
    {
        if (job.Error is { } error)
            Ui.Shell.Warn(error);
        else if (job.Outcome is { Skipped.Count: > 0 } outcome)
            Ui.Shell.Warn($"{Quantity.Of(outcome.Skipped.Count, "sample")} skipped, first: {outcome.Skipped[0].Reason}");
        else if (job is { State: JobState.Finished, Protocol: not null })
            Ui.Shell.Tell($"{DecisionPane.Words(job.Decisions)}; enter on a row shows why");
        else if (job.State == JobState.Finished)
            Ui.Shell.Tell("the sweep is finished and stored; enter on a row shows its layers");
    }

    private void ShowRunning()
    {
        _passedOver = null;
        Enter();
    }

    private void NextKind()
    {
        var kinds = _source.Kinds;
        _kind = kinds[(kinds.ToList().IndexOf(_kind) + 1) % kinds.Count];
        ShowMap();
    }

    private void ShowMap()
    {
        if (_job is { } job)
        {
            if (job.Sweep is not null)
                _source = new MapSource(job.Sweep, job.Vectors);
            _map.Busy = job.IsOn ? job.Progress?.Task ?? job.Race?.Task : null;
            ShowSample(job);
        }
        else
        {
            _map.Busy = null;
        }
        if (_job is not null)
            _gauge.Show(_job);
        else
            _gauge.Show(_source.Sweep is { } stored
                ? $"stored sweep {stored.ShortId}: {stored.Facts.ModelName} ({stored.Facts.Quantization}) on {stored.Facts.DataSetName}"
                : "no sweep yet: n chooses what to sweep");
        if (_source.Kinds.Count > 0 && !_source.Kinds.Contains(_kind))
            _kind = _source.Kinds[0];
        var vectors = _source.Of(_kind);
        var grown = vectors.Count != _map.Rows;
        _map.Empty = _job is { IsOn: true } ? "The first sample is on its way …" : "No result.";
        _map.Show(vectors, _kind);
        if (grown)
            Rearrange();
        ShowCell();
    }

    private void ShowCell() => _cell.Show(_map.Vector, _map.Cell);

    private void ShowSample(SweepJob job)
    {
        if (job is not { State: JobState.Running or JobState.Paused, Progress: { } progress } || DateTime.UtcNow - _sampleSince < SampleEvery)
            return;
        var next = (progress.Task, progress.Index);
        if (next == _shown)
            return;
        (_shown, _sampleSince) = (next, DateTime.UtcNow);
        Ui.InBackground(() => job.Read(next.Task, next.Index), sample =>
        {
            if (sample is not null)
                _sample.Show(sample);
        });
    }

    private void OpenLayer()
    {
        if (_source.Sweep is { } sweep && _map is { Vector: { } vector, Cell: { } cell })
            Ui.Shell.Screen<LayerScreen>().Open(sweep, vector.Task, new Knockout(cell.Layer, vector.Kind));
    }
}
