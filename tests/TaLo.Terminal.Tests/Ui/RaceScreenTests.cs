using TaLo.Storage;
using TaLo.Sweeps;
using TaLo.Terminal.Library;
using TaLo.Terminal.Screens;
using TaLo.Terminal.Ui;
using TaLo.UseCases;
using Terminal.Gui.Input;

namespace TaLo.Terminal.Tests.Ui;

/// <summary>Layers race on the screens as they do by the verb, on the bundled model.</summary>
public sealed class RaceScreenTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    [Fact]
    public void Should_Race_From_The_Settings_And_On_A_Task_Show_How_Far_It_Is_And_Keep_The_Damaged_Layer()
    {
        using var stage = new Stage(_sandbox, ui => [new SweepScreen(ui), new LayerScreen(ui)], ColourDepth.None, 120, 40);
        stage.Ui.Shared.Choose(ModelFinder.Describe(BundledModels.Biased));
        stage.Ui.Shared.ChooseData(BundledModels.Tasks);
        stage.Window.Show(stage.Window.Screens[0]);
        WaitFor(stage, "flag-name");
        stage.Press(Key.A, new Key('/'));
        stage.Press([.. "flag-name".Select(c => new Key(c))]);
        stage.Press(Key.Enter, Key.Space, Key.R);
        WaitFor(stage, "racing", "candidates left");
        WaitFor(stage, "decided and kept: flag-name: attention 7");
        Assert.Contains("1 task decided, ", stage.Screen, StringComparison.Ordinal);

        // What the race left out is marked as resting on fewer samples.
        stage.Press(Key.Enter);
        WaitFor(stage, "Protocol robust: attention 7");
        Assert.Contains("?: few samples", stage.Screen, StringComparison.Ordinal);

        // The same race asks nothing again, and decides the same.
        stage.Press(Key.R);
        WaitFor(stage, "w applies it in chat", "Protocol robust: attention 7");
        Assert.Equal(0, stage.Ui.Shared.Sweep!.Race!.Passes);
        using var store = ResultStore.OpenReadOnly(_sandbox.Store);
        Assert.EndsWith(", race", Assert.Single(store.Profiles()).Options, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Show_A_Stored_Sweep_While_Another_One_Runs_And_Go_Back()
    {
        using var stage = new Stage(_sandbox, ui => [new SweepScreen(ui), new LayerScreen(ui)], ColourDepth.None, 120, 40);
        var screen = (SweepScreen)stage.Window.Screens[0];
        SweepRequest Of(string task, int samples) => new()
        {
            Model = new() { ModelPath = BundledModels.Plain, MmprojPath = BundledModels.Mmproj, Threads = 1, ContextLength = 1024 },
            DataPath = BundledModels.Tasks,
            Tasks = [task],
            Samples = new SampleSelection(samples, 0),
            Layers = "0-1",
            Store = _sandbox.Store,
        };
        screen.Start(Of("flag-name", 2));
        WaitFor(stage, "the sweep is finished and stored");
        var stored = stage.Ui.Shared.Sweep!.Sweep!;
        screen.Start(Of("digit-name", 400) with { Layers = "all" });
        WaitFor(stage, "digit-name");

        screen.Open(stored);
        WaitFor(stage, $"stored sweep {stored.ShortId}");
        Assert.Contains("flag-name", stage.Screen, StringComparison.Ordinal);
        Assert.True(stage.Ui.Shared.Sweep!.IsOn);
        stage.Press(new Key('v'));
        WaitFor(stage, "digit-name");
        Assert.DoesNotContain("flag-name", stage.Screen, StringComparison.Ordinal);
        stage.Press(new Key('x'));
        WaitFor(stage, "stopped");
    }

    public void Dispose() => _sandbox.Dispose();

    private static void WaitFor(Stage stage, params string[] texts) => stage.DrawUntil(() =>
    {
        stage.Turn();
        return texts.All(t => stage.Screen.Contains(t, StringComparison.Ordinal));
    });
}
