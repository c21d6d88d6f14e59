using TaLo.Gguf;
using TaLo.Models;
using TaLo.Profiles;
using TaLo.Scoring;
using TaLo.Storage;
using TaLo.Sweeps;
using TaLo.Terminal.Library;
using TaLo.Terminal.Screens;
using TaLo.Terminal.Ui;
using TaLo.UseCases;

namespace TaLo.Terminal.Tests.Ui;

/// <summary>What the screens say is in force is so: for the model that is chosen, and of the sweep that runs.</summary>
public sealed class InForceTests : IDisposable
{
    private const string Nothing = "base model: nothing is bypassed";
    private static readonly Knockout Attention7 = new(7, Module.Attention);
    private readonly Sandbox _sandbox = new();

    [Fact]
    public void Should_End_A_Bypass_With_The_Choice_Of_Another_Model()
    {
        using var stage = Plain();
        var shared = stage.Ui.Shared;
        shared.Choose(Model("one"));
        foreach (var bypass in new[] { new ChosenBypass(Attention7, "by hand", new string('a', 64), null), ChosenBypass.Of(Profile("one")) })
        {
            shared.Apply(bypass);
            Assert.StartsWith(" BYPASSED: attention 7   by ", Header(stage));
            shared.Choose(Model("one"));
            Assert.StartsWith(" BYPASSED: attention 7   by ", Header(stage));
            shared.Choose(Model("two"));
            Assert.StartsWith($" {Nothing}", Header(stage));
            Assert.Null(shared.Latest);
            shared.Choose(Model("one"));
            Assert.StartsWith($" {Nothing}", Header(stage));
        }
    }

    [Fact]
    public void Should_Keep_A_Profile_Until_A_Model_That_It_Does_Not_Fit_Is_Chosen()
    {
        using var stage = Plain();
        stage.Ui.Shared.Apply(ChosenBypass.Of(Profile("one")));
        stage.Ui.Shared.Choose(Model("one"));
        Assert.StartsWith(" BYPASSED: attention 7   by profile", Header(stage));
        stage.Ui.Shared.Apply(ChosenBypass.Of(Profile("two")));
        Assert.StartsWith(" NOT BYPASSED in this model: attention 7 is for another   by profile", Header(stage));
        stage.Ui.Shared.Apply(ChosenBypass.Auto);
        stage.Ui.Shared.Choose(Model("two"));
        Assert.StartsWith(" AUTO: ", Header(stage));
    }

    [Fact]
    public void Should_Bypass_Nothing_In_Another_Model_Where_The_Sweeps_Is_Gone()
    {
        using var stage = Plain();
        stage.Ui.Shared.Choose(Model("two"));
        stage.Ui.Shared.Apply(Stored(), new ChosenBypass(Attention7, "by hand", new string('a', 64), null));
        Assert.StartsWith($" {Nothing}", Header(stage));
        Assert.Contains("model file is not there", stage.Screen, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Not_Show_Another_Models_Task_On_While_A_Sweep_Runs()
    {
        var sweep = Stored();
        using (var store = new ResultStore(_sandbox.Store))
        {
            store.AddSweep(sweep);
            store.Add(sweep.Id, [Pass(null), Pass(Attention7)]);
        }
        using var stage = new Stage(_sandbox, ui => [new LayerScreen(ui), new SweepScreen(ui)], ColourDepth.None, 120, 40);
        var layers = (LayerScreen)stage.Ui.Shell.Screens[0];
        layers.Open(sweep, "maps", Attention7);
        stage.DrawUntil(() => stage.Screen.Contains("maps: attention bypassed", StringComparison.Ordinal));

        stage.Ui.Shared.Start(new SweepRequest { Model = new ModelOptions { ModelPath = "/models/two.gguf" }, DataPath = "/data/d.tsv", Store = _sandbox.Store });
        stage.DrawUntil(() =>
        {
            stage.Turn();
            return !stage.Screen.Contains("maps: attention bypassed", StringComparison.Ordinal);
        });
        Assert.Contains("Open a stored sweep on Home", stage.Screen, StringComparison.Ordinal);
        // Whoever asks for it sees it all the same.
        layers.Open(sweep, "maps", Attention7);
        stage.DrawUntil(() => stage.Screen.Contains("maps: attention bypassed", StringComparison.Ordinal));
    }

    public void Dispose() => _sandbox.Dispose();

    private Stage Plain() => new(_sandbox, ui => [new PlainScreen(ui, "Home")], ColourDepth.None, 120, 24);

    private static string Header(Stage stage)
    {
        stage.Draw();
        return stage.Line(1);
    }

    private static FoundModel Model(string name) => new(
        $"/models/{name}.gguf",
        new ModelFile { Path = $"/models/{name}.gguf", Name = name, Architecture = "llama", FileType = "Q8_0", SizeBytes = 1, ParameterCount = 1, LayerCount = 12 },
        null, "");

    private static TaskProfile Profile(string model) => new(
        new ProfileModel(model, "Q8_0", 12, new string('a', 64), null), "data", null, "maps", Attention7, "robust", "", "", null, null, null, [], DateTimeOffset.UnixEpoch);

    private static StoredSweep Stored() => new(
        new SweepKey(new string('a', 64), null, new string('d', 64), new string('e', 64), null, "letter", "fake 1 cpu", "zero"),
        new SweepFacts("one", "llama", 12, "Q8_0", "data", "default", DateTimeOffset.UnixEpoch, "/models/one.gguf", null, "/data/d.tsv"));

    private static ScoredPass Pass(Knockout? knockout) => new("maps", null, "1", "AB", 'A', knockout, [Math.Log(0.25), Math.Log(0.75)], 'B', Math.Log(0.25) - Math.Log(0.75), 1);
}
