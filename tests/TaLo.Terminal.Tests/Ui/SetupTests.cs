using TaLo.Gguf;
using TaLo.Models;
using TaLo.Terminal.Library;
using TaLo.Terminal.Screens;
using TaLo.Terminal.Ui;
using Terminal.Gui.Input;

namespace TaLo.Terminal.Tests.Ui;

/// <summary>What a sweep is set up with, on the bundled model.</summary>
public sealed class SetupTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    [Fact]
    public void Should_Set_Device_Threads_Context_And_Mmproj_And_Say_How_Long_A_Sweep_Takes()
    {
        using var stage = new Stage(_sandbox, ui => [new SweepScreen(ui), new PlainScreen(ui, "Home")], ColourDepth.None, 120, 40);
        var shared = stage.Ui.Shared;
        shared.Choose(ModelFinder.Describe(BundledModels.Plain));
        shared.ChooseData(BundledModels.Tasks);
        stage.Window.Show(stage.Window.Screens[0]);
        stage.DrawUntil(() => stage.Screen.Contains("chart-compare", StringComparison.Ordinal));
        Assert.Matches("takes +not known yet", stage.Screen);
        shared.Rates.Note(shared.LoadingOf(shared.ChosenModel!), BundledModels.Tasks, 13);
        new KnownRates(_sandbox.PathOf("state")).Note(new ModelOptions { ModelPath = "other" }, "d", 1);
        Assert.Equal(13, new KnownRates(_sandbox.PathOf("state")).Of(shared.LoadingOf(shared.ChosenModel!), "another data set"));
        stage.Press(Key.Tab);
        // 25 tasks of 50 samples under 12 knockouts and none.
        Assert.Matches("passes +16250 ", stage.Screen);
        shared.Touch();
        stage.DrawUntil(() =>
        {
            stage.Turn();
            return stage.Screen.Contains("about 20:50 min", StringComparison.Ordinal);
        });
        To("takes");
        Assert.Contains("at 13.0 passes/s, as the last time", stage.Screen, StringComparison.Ordinal);
        stage.Press(Key.Esc);

        To("threads");
        stage.Press(Key.Enter, Key.Backspace, Key.D2, Key.Enter);
        To("context");
        stage.Press(Key.Enter, Key.End, Key.D9, Key.D9, Key.D9, Key.Enter);
        Assert.Contains("write a number from 1 to 1048576", stage.Screen, StringComparison.Ordinal);
        stage.Press(Key.Backspace, Key.Backspace, Key.Backspace, Key.Enter);
        To("device");
        stage.Press(Key.Enter);
        stage.DrawUntil(() => stage.Screen.Contains("a GPU where there is one", StringComparison.Ordinal));
        stage.Press(Key.Home, Key.Enter);
        Assert.Equal(("auto", 2, 4096), (shared.Loading.Device, shared.Loading.Threads, shared.Loading.ContextLength));
        Assert.Equal((BundledModels.Plain, 2), (shared.LoadingOf(shared.ChosenModel!).ModelPath, shared.LoadingOf(shared.ChosenModel!).Threads));
        stage.Press(Key.Esc);
        Assert.Contains("not known yet", stage.Screen, StringComparison.Ordinal);

        To("mmproj");
        stage.Press(Key.Enter);
        stage.DrawUntil(() => stage.Screen.Contains("another file …", StringComparison.Ordinal));
        Assert.Matches("mmproj-talo-nano-f16.gguf +fits", stage.Screen);
        stage.Press(Key.Home, Key.Enter);
        Assert.Null(shared.ChosenModel!.Mmproj);
        Assert.Matches("mmproj +none: text only", stage.Screen);

        void To(string setting)
        {
            stage.Press(Key.Esc, new Key('/'));
            stage.Press([.. setting.Select(c => new Key(c))]);
            stage.Press(Key.Enter);
        }
    }

    [Fact]
    public void Should_Tell_Models_Of_One_Name_Apart_By_What_Differs_In_Their_Paths()
    {
        string[] paths =
        [
            "/m/alone.gguf", "/m/first.gguf", "/m/second.gguf", "/hub/models--ann--vlm/snapshots/0123456789012345678901234567890123456789/vlm.gguf",
            "/hub/models--bob--vlm/snapshots/abcdefabcdefabcdefabcdefabcdefabcdefabcd/vlm.gguf", "/m/other.gguf",
        ];
        string[] names = ["alone", "two files", "two files", "two publishers", "two publishers", "two publishers"];
        var labels = ModelLabels.Of([.. paths.Zip(names).Select((p, i) => new FoundModel(p.First, Model(p, i == 5 ? "F16" : "Q8_0"), null, ""))]);
        Assert.Equal(["alone", "first", "second", "ann/vlm/vlm", "bob/vlm/vlm", "two publishers"], paths.Select(p => labels[p]));

        static ModelFile Model((string Path, string Name) p, string type) => new()
        {
            Path = p.Path,
            Name = p.Name,
            Architecture = "llama",
            FileType = type,
            SizeBytes = 1,
            ParameterCount = 1,
            LayerCount = 12,
        };
    }

    public void Dispose() => _sandbox.Dispose();
}
