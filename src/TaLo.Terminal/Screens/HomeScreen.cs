using System.Drawing;
using System.Globalization;
using TaLo.Profiles;
using TaLo.Statistics;
using TaLo.Storage;
using TaLo.Sweeps;
using TaLo.Tasks.Readers;
using TaLo.Terminal.Library;
using TaLo.Terminal.Screens.Comparing;
using TaLo.Terminal.Ui;
using TaLo.Terminal.Views;
using TaLo.UseCases;
using Terminal.Gui.Input;

namespace TaLo.Terminal.Screens;

/// <summary>What there is to work with: models, data sets, stored sweeps and profiles.</summary>
internal sealed class HomeScreen : Screen
{
    private readonly TablePane<FoundModel> _models;
    private readonly TablePane<FoundData> _data;
    private readonly TablePane<TaskProfile> _profiles;
    private readonly TablePane<SweepSummary> _sweeps;
    private readonly List<FoundModel> _opened = [];
    private IReadOnlyList<FoundModel> _found = [];
    private IReadOnlyList<FoundData> _files = [];
    private IReadOnlyList<SweepSummary> _stored = [];
    private bool _scanning;
    private StoredSweep? _compared;

    /// <summary>Creates the screen.</summary>
    public HomeScreen(UiContext ui) : base(ui)
    {
        _models = new TablePane<FoundModel>(ui, "Models",
            [new("name", Shrinks: true), new("architecture", Shrinks: true), new("layers", Right: true), new("quantisation", Shrinks: true), new("size", Right: true), new("mmproj", Shrinks: true)],
            (a, b) => a.Path == b.Path)
        {
            Empty = "Looking …",
            Chosen = ChooseModel,
            More = () => [new(Key.Enter, "choose", "Choose this model.", ChooseModel) { Disabled = () => Unusable(_models!.Current?.Item) }],
        };
        _data = new TablePane<FoundData>(ui, "Data sets", [new("name", Shrinks: true), new("size", Right: true)], (a, b) => a.Path == b.Path)
        {
            Empty = "No data set here. o opens one by its path.",
            Chosen = ChooseData,
            More = () => [new(Key.Enter, "choose", "Choose this data set and go to Sweep.", ChooseData) { Disabled = () => _data!.Current is null ? "there is none" : null }],
        };
        _profiles = new TablePane<TaskProfile>(ui, "Profiles", [new("task", Shrinks: true), new("bypass"), new("protocol"), new("held out", Right: true)], (a, b) => a.Id == b.Id)
        {
            Empty = "No decision kept yet.",
            Chosen = ApplyProfile,
            More = () =>
            [
                new(Key.Enter, "apply", "Bypass in answers what this profile says.", ApplyProfile) { Disabled = () => NoProfile(_profiles!.Current?.Item) },
                new(Key.Delete, "delete", "Delete this profile, for good; asks first.", DeleteProfile) { Disabled = () => _profiles!.Current is null ? "there is none" : null },
            ],
        };
        _sweeps = new TablePane<SweepSummary>(ui, "Stored sweeps",
            [new("begun"), new("model", Shrinks: true), new("data set", Shrinks: true), new("tasks", Right: true), new("samples", Right: true), new("choice", Shrinks: true)],
            (a, b) => a.Sweep.Id == b.Sweep.Id)
        {
            Empty = "Nothing is stored yet. Press d: the demo sweeps the bundled model on real questions about small pictures, in about a minute, and shows what it finds.",
            Chosen = OpenSweep,
            More = () =>
            [
                new(Key.Enter, "open", "Show this sweep's heat map.", OpenSweep) { Disabled = () => _sweeps!.Current is null ? "nothing is stored yet: d runs the demo" : null },
                new(Key.C, _compared is null ? "compare" : "compare with it", "Mark this sweep to be compared; on another one: lay the two side by side.", Compare) { Disabled = () => _sweeps!.Current is null ? "nothing is stored yet" : null },
                new(Key.Delete, "delete", "Delete this sweep and its answers, for good; asks first.", DeleteSweep) { Disabled = CannotDelete },
            ],
        };
        Add(_models, _data, _profiles, _sweeps);
    }

    /// <inheritdoc/>
    public override string Name => "Home";

    /// <inheritdoc/>
    public override string Purpose => "models, data sets, stored sweeps and profiles.";

    /// <inheritdoc/>
    public override IReadOnlyList<KeyAction> Keys =>
    [
        new(Key.S, "sweep", "Go to Sweep with the chosen model and data set.", () => Ui.Shell.Show(Ui.Shell.Screen<SweepScreen>())) { Disabled = NotReady },
        new(Key.O, "open a file", "Open a model or a data set by its path.", AskForPath),
        new(Key.D, "demo", "Sweep the bundled model on its own tasks.", Demo) { Disabled = () => Ui.Shared.Busy },
        new(Key.R, "look again", "Look for models, data sets and sweeps again.", Scan) { Disabled = () => _scanning ? "it is looking already" : null },
    ];

    /// <inheritdoc/>
    public override void Enter() => Scan();

    /// <inheritdoc/>
    public override void Update() => ShowFiles();

    /// <inheritdoc/>
    protected override void Arrange(Size size)
    {
        var top = Math.Max(7, (size.Height - 6) * 45 / 100);
        var middle = Math.Clamp((size.Height - top) * 45 / 100, 6, 14);
        _models.Frame = new Rectangle(0, 0, size.Width, top);
        var half = size.Width * 40 / 100;
        _data.Frame = new Rectangle(0, top, half, middle);
        _profiles.Frame = new Rectangle(half, top, size.Width - half, middle);
        _sweeps.Frame = new Rectangle(0, top + middle, size.Width, size.Height - top - middle);
    }

    private void Scan()
    {
        if (_scanning)
            return;
        _scanning = true;
        Ui.InBackground(
            () => Ui.Shared.Read(store => (Sweeps: SweepSummary.Of(store), Profiles: store.Profiles())),
            stored =>
            {
                _stored = stored.Sweeps;
                ShowSweeps();
                _profiles.Show([.. stored.Profiles.Reverse().Select(Row)]);
                ScanFiles([.. stored.Sweeps.Select(s => s.Sweep)]);
            },
            problem =>
            {
                Ui.Shell.Warn(problem);
                ScanFiles([]);
            });
    }

    private void ScanFiles(IReadOnlyList<StoredSweep> sweeps) => Ui.InBackground(
        () => (Models: ModelFinder.InAll(Places.OfModels(sweeps)).ToList(), Data: Places.OfData(sweeps).SelectMany(DataFinder.In).DistinctBy(d => d.Path).ToList()),
        found =>
        {
            _scanning = false;
            _found = found.Models;
            _files = found.Data;
            ShowFiles();
        },
        problem =>
        {
            _scanning = false;
            Ui.Shell.Warn(problem);
        });

    private void ShowFiles()
    {
        var models = _opened.Concat(_found).DistinctBy(m => m.Path).Where(m => m.Model is not { IsMmproj: true }).ToList();
        if (Ui.Shared.ChosenModel is null && Obvious(models) is { } only)
            Ui.Shared.Choose(only);
        if (Ui.Shared.DataPath is null && Ui.Shared.ChosenModel is { } chosen && BundledModels.Holds(chosen.Path) && _files.Any(f => f.Path == BundledModels.Tasks))
            Ui.Shared.ChooseData(BundledModels.Tasks);
        _models.Empty = _scanning ? "Looking …" : "No model found. o opens one by its path.";
        var labels = ModelLabels.Of(models);
        _models.Show([.. models.Select(m => Row(m, labels[m.Path]))]);
        var files = Ui.Shared.DataPath is { } path && File.Exists(path) ? _files.Prepend(new FoundData(path, new FileInfo(path).Length)) : _files;
        _data.Show([.. files.DistinctBy(f => f.Path).Select(Row)]);
    }

    /// <summary>The user's only model; where there is none, the plain bundled one.</summary>
    private static FoundModel? Obvious(List<FoundModel> models)
    {
        var usable = models.Where(m => Unusable(m) is null).ToList();
        var own = usable.Where(m => !BundledModels.Holds(m.Path)).ToList();
        return own.Count == 1 ? own[0] : own.Count > 1 ? null : usable.Find(m => Path.GetFileName(m.Path) == BundledModels.PlainName);
    }

    private PaneRow<FoundModel> Row(FoundModel found, string label)
    {
        if (found.Model is not { } model)
            return new PaneRow<FoundModel>(found, [Path.GetFileName(found.Path), "cannot be read"], found.Note) { IsDim = true };
        return new PaneRow<FoundModel>(
            found,
            [label, model.Architecture, $"{model.LayerCount}", model.FileType, Sizes.Text(model.SizeBytes), found.Mmproj is null ? "missing" : "found"],
            $"{Places.Short(found.Path)}{(found.Mmproj is null ? $"  ({found.Note})" : "")}")
        {
            Mark = Ui.Shared.ChosenModel?.Path == found.Path ? "●" : " ",
        };
    }

    private PaneRow<FoundData> Row(FoundData data) => new(data, [data.Name, Sizes.Text(data.SizeBytes)], Places.Short(data.Path))
    {
        Mark = Ui.Shared.DataPath == data.Path ? "●" : " ",
    };

    private PaneRow<TaskProfile> Row(TaskProfile profile) => new(
        profile,
        [profile.Task, profile.Choice, profile.Protocol, profile.Knockout is null || profile.HeldOut is null ? "" : Numbers.Points(profile.HeldOut.Difference, profile.HeldOut.DifferenceInterval)],
        $"{profile.Model.Name} ({profile.Model.Quantization}), {Day(profile.Created)}")
    {
        Mark = Ui.Shared.Bypass?.Profile?.Id == profile.Id ? "●" : " ",
        IsDim = profile.Knockout is null || !Ui.Shared.Fits(profile),
    };

    private PaneRow<SweepSummary> Row(SweepSummary s) => new(
        s,
        [Day(s.Sweep.Facts.Created), s.Sweep.Facts.ModelName, s.Sweep.Facts.DataSetName, $"{s.Tasks}", $"{s.Samples}", s.Choice],
        $"{s.Sweep.ShortId}, {s.Sweep.Facts.Quantization}, {s.Sweep.Key.Engine}{(s.Sweep.InForce.IsNone ? "" : $", {s.Sweep.Tried}")}")
    {
        Mark = _compared?.Id == s.Sweep.Id ? ComparisonText.Name(0) : " ",
    };

    private static string Day(DateTimeOffset time) => time.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string? Unusable(FoundModel? model) => model is null ? "there is none" : model.Model is null ? model.Note : null;

    private string? NotReady() => Ui.Shared.ChosenModel is null ? "choose a model first" : Ui.Shared.DataPath is null ? "choose a data set first" : null;

    private string? NoProfile(TaskProfile? profile) => profile is null ? "there is none"
        : profile.Knockout is null ? "it says that no layer is bypassed"
        : Ui.Shared.Fits(profile) ? null
        : $"it was made for another model file: {profile.Model.Name} ({profile.Model.Quantization})";

    private void ChooseModel()
    {
        if (_models.Current is not { } row || Unusable(row.Item) is not null)
            return;
        Ui.Shared.Choose(row.Item);
        Ui.Shell.Tell($"{row.Item.Model!.Name} is chosen; it is loaded when it is needed");
    }

    private void ChooseData()
    {
        if (_data.Current is not { } row)
            return;
        Ui.Shared.ChooseData(row.Item.Path);
        if (NotReady() is { } reason)
            Ui.Shell.Tell($"{row.Item.Name} is chosen; {reason}");
        else
            Ui.Shell.Show(Ui.Shell.Screen<SweepScreen>());
    }

    private void ApplyProfile()
    {
        if (_profiles.Current is { Item: var profile } && NoProfile(profile) is null)
            Ui.Shared.Apply(ChosenBypass.Of(profile));
    }

    private void OpenSweep()
    {
        if (_sweeps.Current is { } row)
            Ui.Shell.Screen<SweepScreen>().Open(row.Item.Sweep);
    }

    private void ShowSweeps() => _sweeps.Show([.. _stored.Select(Row)]);

    private void Compare()
    {
        var here = _sweeps.Current!.Item.Sweep;
        if (_compared is not { } first || first.Id == here.Id)
        {
            _compared = _compared is null ? here : null;
            Ui.Shell.Tell(_compared is null ? "no sweep is marked" : $"{here.ShortId} is marked; c on another one compares them");
        }
        else
        {
            _compared = null;
            var notes = new List<string>();
            Ui.InBackground(
                () => Ui.Shared.Read(store => SweepComparison.Of(store, [first, here], new CompareRequest(), notes.Add)),
                comparison => Ui.Shell.Open(new CompareBox(Ui, comparison, notes)));
        }

        ShowSweeps();
    }

    private string? CannotDelete() => _sweeps.Current is not { Item.Sweep: var sweep } ? "nothing is stored yet"
        : Ui.Shared.Sweep is { IsOn: true, Sweep: { } running } && running.Id == sweep.Id ? "it is running: stop it first" : null;

    private void DeleteSweep()
    {
        var (sweep, samples) = (_sweeps.Current!.Item.Sweep, _sweeps.Current.Item.Samples);
        Ui.Shell.Open(new ConfirmBox(
            Ui, "Delete a sweep",
            $"{sweep.ShortId}: {sweep.Facts.ModelName} ({sweep.Facts.Quantization}) on {sweep.Facts.DataSetName}, {Quantity.Of(samples, "sample")}, and every answer in it. Profiles that were made from it stay.",
            "delete",
            () => Delete(store => store.DeleteSweep(sweep.Id), $"sweep {sweep.ShortId}", () =>
            {
                _compared = _compared?.Id == sweep.Id ? null : _compared;
                Ui.Shell.Screen<SweepScreen>().Forget(sweep);
                Ui.Shell.Screen<LayerScreen>().Forget(sweep);
            })));
    }

    private void DeleteProfile()
    {
        var profile = _profiles.Current!.Item;
        Ui.Shell.Open(new ConfirmBox(
            Ui, "Delete a profile", $"{profile.Id[..6]}: {profile.Choice} for {profile.Task}, by {profile.Protocol}, for {profile.Model.Name} ({profile.Model.Quantization}). The sweep stays: deciding again makes it anew.",
            "delete",
            () => Delete(store => store.DeleteProfile(profile.Id), $"profile {profile.Id[..6]}", () => Ui.Shared.Forget(profile))));
    }

    private void Delete(Func<ResultStore, bool> delete, string what, Action done) => Ui.InBackground(
        () => Ui.Shared.Write(delete),
        wasThere =>
        {
            done();
            Ui.Shell.Tell(wasThere ? $"{what} is deleted" : $"{what} was deleted already");
            Scan();
        });

    private void Demo() => Ui.Shell.Screen<SweepScreen>().Start(DemoSweeps.Plain(Ui.Shared.Options.Store));

    private void AskForPath() => Ui.Shell.Open(new FileBox(
        Ui, "Open", $"Path of a model (.gguf) or a data set ({string.Join(", ", DataSets.Endings)}); or choose one", [".gguf", .. DataSets.Endings], Preview,
        paths => paths.Count > 1 ? "one file at a time" : OpenPath(Path.GetFullPath(paths[0]))));

    private static FilePreview Preview(string path)
    {
        if (!path.EndsWith(".gguf", StringComparison.OrdinalIgnoreCase))
            return new FilePreview(default, DataFinder.Looks(new FileInfo(path)) ? "a data set" : "whether it is a data set shows when its tasks are read");
        var found = ModelFinder.Describe(path);
        return new FilePreview(default, found.Model is not { } model ? found.Note
            : $"{model.Name}\n{model.Architecture}, {Quantity.Of((int)(model.LayerCount ?? 0), "layer")}, {model.FileType}\n{(model.IsMmproj ? "an mmproj file: open the model that it belongs to" : found.Mmproj is { } mmproj ? $"with {Path.GetFileName(mmproj)}" : found.Note)}");
    }

    private string? OpenPath(string path)
    {
        if (!Path.GetExtension(path).Equals(".gguf", StringComparison.OrdinalIgnoreCase))
        {
            Ui.Shared.ChooseData(path);
            Ui.Shell.Tell($"{Path.GetFileName(path)} is chosen");
            return null;
        }
        Ui.InBackground(() => ModelFinder.Describe(path), found =>
        {
            if (found.Model is { IsMmproj: false })
            {
                _opened.Insert(0, found);
                Ui.Shared.Choose(found);
            }
            else
            {
                Ui.Shell.Warn(found.Model is null ? found.Note : $"{path} is an mmproj file: name the model that it belongs to");
            }
        });
        return null;
    }
}
