using System.Drawing;
using TaLo.Models;
using TaLo.Profiles;
using TaLo.Scoring;
using TaLo.Selection;
using TaLo.Selection.Evidence;
using TaLo.Selection.Protocols;
using TaLo.Sweeps;
using TaLo.Tasks;
using TaLo.Tasks.Readers;
using TaLo.Terminal.Library;
using TaLo.Terminal.Screens.Layers;
using TaLo.Terminal.Screens.Sweeping;
using TaLo.Terminal.Ui;
using TaLo.UseCases;
using Terminal.Gui.Input;

namespace TaLo.Terminal.Screens;

/// <summary>One task, layer by layer: how sure each difference is, what becomes of each sample, and which layer to bypass, if any.</summary>
internal sealed class LayerScreen : Screen
{
    private const int Redraws = 200;

    private const string StepOfSet = "this sweep is a step on the way to a set of layers: talo adapt --max-layers decides it and keeps the set";

    private static readonly IProtocol[] Protocols = [new RobustProtocol(), new PooledProtocol(new RobustProtocol()), new PaperProtocol()];

    private readonly BarsPane _bars;
    private readonly LayerSamples _samples;
    private readonly DecisionPane _decision;
    private readonly Dictionary<(string Task, string Protocol), (Decision Decision, StabilityReport? Stability)> _decided = [];
    private LayerStudy? _study;
    private KnockoutKind _kind;
    private int _protocol;
    private bool _deciding;
    private SweepJob? _seen;

    /// <summary>Creates the screen.</summary>
    public LayerScreen(UiContext ui) : base(ui)
    {
        _bars = new BarsPane(ui, ShowSamples);
        _samples = new LayerSamples(ui);
        _decision = new DecisionPane(ui);
        Add(_bars, _samples.List, _samples.Answers, _decision);
    }

    /// <inheritdoc/>
    public override string Name => "Layer";

    /// <inheritdoc/>
    public override string Purpose => "one task layer by layer: intervals, samples, and which layer to bypass. *: more than luck, ?: fewer samples, ◆: the protocol's layer.";

    /// <inheritdoc/>
    public override IReadOnlyList<KeyAction> Keys =>
    [
        new(Key.D, "decide", $"Ask protocol {Protocols[_protocol].Name} which layer to bypass for this task, or none.", Decide) { Disabled = CannotDecide },
        new(Key.R, "race", "Decide by a race: the samples of the settings on Sweep are asked, and layers that hardly help are dropped after a few.", Race) { Disabled = CannotRace },
        .. RunningRace is { } race ? [new KeyAction(Key.X, "stop", "Stop the race after the current pass; its answers stay stored.", race.Stop)] : Array.Empty<KeyAction>(),
        new(Key.P, "protocol", "Take the next protocol: robust tests the evidence, pooled a group's as well, paper makes the released code's decisions.", NextProtocol) { InKeyLine = false },
        new(Key.W, "keep", "Keep the decision as a profile and apply it in chat.", Keep) { Disabled = () => Decided is null ? "there is no decision yet: d asks the protocol" : _study is { Sweep.InForce.IsNone: false } ? StepOfSet : Decided is { Verdict: Verdict.Skipped } ? "the task was skipped" : null },
        new(Key.U, "use in chat", "Bypass the layer under the cursor in chat, by hand.", Use) { Disabled = () => _bars.Layer is not { Samples: > 0 } ? "no swept layer is under the cursor" : null },
        new(Key.M, "module", "Show the next module.", NextKnockoutKind) { Disabled = () => _study is null ? "no task is open" : _study.Vectors.Count < 2 ? "only one module was swept" : null, InKeyLine = false },
        new(Key.N, "next task", "Show the next task of the sweep.", () => NextTask(1)) { Disabled = () => _study is null ? "no task is open" : _study.Tasks.Count < 2 ? "the sweep has only this task" : null },
        new(Key.N.WithShift, "task before", "Show the task before.", () => NextTask(-1)) { Disabled = () => _study is null ? "no task is open" : null, InKeyLine = false },
    ];

    /// <summary>The race that goes on, whichever task's layers race now; or null.</summary>
    private SweepJob? RunningRace => Ui.Shared.Sweep is { IsOn: true, Protocol: not null } job ? job : null;

    private Decision? Decided => _study is { } study && _decided.TryGetValue((study.Task, Protocols[_protocol].Name), out var d) ? d.Decision : null;

    /// <summary>Shows one task of a stored sweep.</summary>
    /// <param name="sweep">The sweep.</param>
    /// <param name="task">The task.</param>
    /// <param name="knockout">Where the cursor goes.</param>
    public void Open(StoredSweep sweep, string task, Knockout knockout)
    {
        Ui.Shell.Show(this);
        Ui.InBackground(
            () => Ui.Shared.Read(store => new LayerStudy(
                sweep, task, ClusterLinks.Passes(store, sweep, Ui.Shared.Report),
                TaskProfile.Preferred(store.Profiles().Where(p => p.Task == task && p.Steps is not null && p.IsOf(sweep))))),
            study =>
            {
                // A running sweep has more rows than when it was decided on.
                _decided.Clear();
                foreach (var raced in Raced(sweep))
                    _decided[(raced.Task, raced.Protocol.Name)] = (raced, null);
                (_study, _kind) = (study, knockout.Kind);
                _samples.Open(study);
                Rearrange();
                ShowStudy(knockout.Layer);
            });
    }

    /// <inheritdoc/>
    public override void Enter() => ForgetOthers();

    /// <inheritdoc/>
    public override void Update()
    {
        ForgetOthers();
        ShowDecision();
        if (RunningRace is { } race && _study is { } study && race.Sweep?.Id == study.Sweep.Id
            && race.Vectors.FirstOrDefault(v => v.Task == study.Task && v.Kind == _kind) is { Samples: > 0 } soFar)
            _bars.Show(soFar, null, null);
    }

    /// <inheritdoc/>
    protected override void Arrange(Size size)
    {
        var left = Math.Max(38, size.Width * 46 / 100);
        // A line for each layer and what is around them; the protocol's words need seven lines at least.
        var bars = Math.Clamp((_study?.Sweep.Facts.LayerCount ?? 0) + 3, 8, size.Height - 7);
        _bars.Frame = new Rectangle(0, 0, left, bars);
        _decision.Frame = new Rectangle(0, bars, left, size.Height - bars);
        var list = Math.Clamp(size.Height * 40 / 100, 6, 16);
        _samples.List.Frame = new Rectangle(left, 0, size.Width - left, list);
        _samples.Answers.Frame = new Rectangle(left, list, size.Width - left, size.Height - list);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _samples.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>When a sweep begins, a task of another model or data set is not shown on as if it were of this one.</summary>
    private void ForgetOthers()
    {
        if (Ui.Shared.Sweep is not { } job || job == _seen)
            return;
        _seen = job;
        if (_study is not { } study || (study.Sweep.Facts.ModelPath == Path.GetFullPath(job.Request.Model.ModelPath) && study.Sweep.Facts.DataSetPath == Path.GetFullPath(job.Request.DataPath)))
            return;
        Clear();
    }

    /// <summary>A sweep is deleted: no task of it is shown any more.</summary>
    public void Forget(StoredSweep sweep)
    {
        if (_study?.Sweep.Id == sweep.Id)
            Clear();
    }

    private void Clear()
    {
        _study = null;
        _decided.Clear();
        _bars.Show(null, null, null);
        _decision.Show(null, null, false, RunningRace, null);
        _samples.Clear();
        Rearrange();
    }

    private void ShowStudy(int? layer)
    {
        if (_study is not { } study)
            return;
        if (study.Vectors.All(v => v.Kind != _kind) && study.Vectors.Count > 0)
            _kind = study.Vectors[0].Kind;
        _bars.Show(study.Vectors.FirstOrDefault(v => v.Kind == _kind), layer, Decided?.Chosen);
        ShowDecision();
        ShowSamples();
    }

    private void ShowDecision() => _decision.Show(
        Decided, _study is { } study && _decided.TryGetValue((study.Task, Protocols[_protocol].Name), out var d) ? d.Stability : null, _deciding, RunningRace, _study?.Sets);

    private void ShowSamples()
    {
        if (_study is not null && _bars.Layer is { } layer)
            _samples.Show(new Knockout(layer.Layer, _kind), layer.Samples);
    }

    private string? CannotDecide() => _study is null ? "no task is open: press enter on a row of a heat map"
        : _deciding ? "it is deciding already"
        : Adaptation.ChosenAmong(_study.Vectors.Select(v => v.Kind)).Count == 0 ? "the protocols choose among attention bypasses, which were not swept" : null;

    private void Decide()
    {
        var study = _study!;
        var protocol = Protocols[_protocol];
        _deciding = true;
        ShowDecision();
        Ui.InBackground(
            () =>
            {
                var all = Adaptation.Tables(study.AllRows, TaskUnit.Category);
                return Adaptation.Decide([.. all.Where(t => t.Task == study.Task)], protocol, Redraws, all);
            },
            made =>
            {
                _deciding = false;
                if (_study is not { } shown || shown.Sweep.Id != study.Sweep.Id)
                {
                    ShowDecision();
                    return;
                }
                foreach (var decision in made.Decisions)
                    _decided[(decision.Task, protocol.Name)] = (decision, made.Stability.FirstOrDefault(s => s.Task == decision.Task));
                if (made.Decisions.Count == 0)
                    Ui.Shell.Warn("there is nothing to decide: the task has no attention bypass with results");
                ShowStudy(made.Decisions.Count > 0 && shown.Task == study.Task ? made.Decisions[0].Chosen?.Layer : null);
            },
            problem =>
            {
                _deciding = false;
                ShowDecision();
                Ui.Shell.Warn(problem);
            });
    }

    private string? CannotRace() => _study is not { Sweep: var sweep } ? "no task is open: press enter on a row of a heat map"
        : Protocols[_protocol] is not RobustProtocol ? "only protocol robust races: p takes it"
        : !sweep.InForce.IsNone ? StepOfSet
        : sweep.Facts.ModelPath is null || sweep.Facts.DataSetPath is null ? "the sweep does not say where its model and its data set are"
        : PromptOf(sweep) is null ? "the sweep asked with another prompt: choose it in the settings on Sweep"
        : Ui.Shared.Busy;

    /// <summary>The prompt that a sweep asked with, where it is at hand.</summary>
    private PromptTemplate? PromptOf(StoredSweep sweep)
    {
        var scoring = ScoringMethod.Named(sweep.Key.Scoring);
        return PublishedPrompt.All.Select(p => p.Template(scoring.ShowsOptions)).Concat(Enum.GetValues<Wording>().Select(scoring.Prompt.For)).Prepend(Settings.Prompt)
            .FirstOrDefault(p => p.IsOf(sweep.Key.PromptFingerprint));
    }

    private SweepSetup Settings => Ui.Shell.Screen<SweepScreen>().Setup;

    private void Race()
    {
        var study = _study!;
        var facts = study.Sweep.Facts;
        var model = Ui.Shared.LoadingOf(new FoundModel(facts.ModelPath!, null, facts.MmprojPath, ""));
        var request = Settings.Race(model, facts.DataSetPath!, Ui.Shared.Options.Store, study.Task) with
        {
            DataOptions = facts.DataOptions ?? DataSetOptions.Default,
            Kinds = [.. Adaptation.ChosenAmong(study.Vectors.Select(v => v.Kind)).DefaultIfEmpty(study.Sweep.KindOf(Module.Attention, length: 1))],
            Scoring = ScoringMethod.Named(study.Sweep.Key.Scoring),
            Prompt = PromptOf(study.Sweep),
        };
        Ui.Shared.Start(request, job => RaceOver(job, study.Task), new RobustProtocol());
        ShowDecision();
    }

    private void RaceOver(SweepJob job, string task)
    {
        ShowDecision();
        if (job.Error is { } error)
            Ui.Shell.Warn(error);
        else if (job is { State: JobState.Finished, Sweep: { } sweep } && Ui.Shell.Current == this)
        {
            Ui.Shell.Tell($"{DecisionPane.Words(job.Decisions)}; w applies it in chat");
            Open(sweep, task, Raced(sweep).FirstOrDefault(d => d.Task == task)?.Chosen ?? new Knockout(_bars.Layer?.Layer ?? 0, _kind));
        }
    }

    /// <summary>What the latest race decided, where it was on a sweep.</summary>
    private IReadOnlyList<Decision> Raced(StoredSweep sweep) => Ui.Shared.Sweep is { } job && job.Sweep?.Id == sweep.Id ? job.Decisions : [];

    private void NextProtocol()
    {
        _protocol = (_protocol + 1) % Protocols.Length;
        Ui.Shell.Tell($"protocol {Protocols[_protocol].Name}");
        ShowStudy(null);
    }

    private void Keep()
    {
        var (sweep, decision) = (_study!.Sweep, Decided!);
        Ui.InBackground(
            () =>
            {
                using var data = StoredSweeps.QuestionsOf(sweep, _ => { });
                var notes = new List<string>();
                var profile = Ui.Shared.Write(store => Adaptation.Keep(store, sweep, data, decision, Raced(sweep).Contains(decision) ? ", race" : "", note: notes.Add));
                return (Profile: profile, Notes: notes);
            },
            kept =>
            {
                var (profile, isKept) = (kept.Profile, kept.Profile.Knockout == decision.Chosen);
                if (!isKept)
                    Ui.Shell.Warn(kept.Notes[0]);
                else
                    Ui.Shell.Tell(kept.Notes.Count > 0 ? kept.Notes[0] : $"kept as profile {profile.Id[..6]}: {(profile.Knockout is null ? "no layer" : profile.Choice)}");
                // An earlier profile that stays says something else than the decision does.
                Ui.Shared.Apply(sweep, profile.Knockout is null || !isKept ? null : ChosenBypass.Of(profile));
            });
    }

    private void Use()
    {
        var knockout = new Knockout(_bars.Layer!.Layer, _kind);
        Ui.Shared.Apply(_study!.Sweep, new ChosenBypass(_study.Sweep.InForce.With(knockout), $"by hand, from {_study.Task} in sweep {_study.Sweep.ShortId[..6]}", _study.Sweep.Key.ModelFingerprint, null));
    }

    private void NextKnockoutKind()
    {
        var kinds = _study!.Vectors.Select(v => v.Kind).ToList();
        _kind = kinds[(kinds.IndexOf(_kind) + 1) % kinds.Count];
        ShowStudy(null);
    }

    private void NextTask(int step)
    {
        var tasks = _study!.Tasks;
        var next = tasks[(tasks.ToList().IndexOf(_study.Task) + step + tasks.Count) % tasks.Count];
        Open(_study.Sweep, next, new Knockout(_bars.Layer?.Layer ?? 0, _kind));
    }
}
