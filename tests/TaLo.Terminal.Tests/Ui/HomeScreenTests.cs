using TaLo.Models;
using TaLo.Profiles;
using TaLo.Storage;
using TaLo.Terminal.Screens;
using TaLo.Terminal.Ui;
using Terminal.Gui.Input;

namespace TaLo.Terminal.Tests.Ui;

/// <summary>Home on a store that was made up: lists are filtered, what is stored is deleted.</summary>
public sealed class HomeScreenTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public HomeScreenTests()
    {
        MadeUpStore.Fill(_sandbox.Store, Enumerable.Range(0, 8));
        using var store = new ResultStore(_sandbox.Store);
        foreach (var task in new[] { "maps", "ocr on receipts", "flags" })
            store.PutProfiles(Profile(task));
    }

    [Fact]
    public void Should_Delete_A_Sweep_And_A_Profile_Only_When_That_Is_Confirmed()
    {
        using var stage = Home();
        stage.Ui.Shared.Apply(ChosenBypass.Of(Profile("flags")));
        To(stage, "Stored sweeps");
        stage.Press(Key.Delete);
        Assert.Contains("made-up (F32) on made-up, 8 samples", stage.Screen, StringComparison.Ordinal);
        stage.Press(Key.Esc);
        Assert.DoesNotContain("Delete a sweep", stage.Screen, StringComparison.Ordinal);
        stage.Press(Key.Delete, Key.Y);
        stage.DrawUntil(() => stage.Screen.Contains("Nothing is stored yet", StringComparison.Ordinal));

        To(stage, "Profiles");
        stage.Press(new Key('/'));
        Write(stage, "flags");
        stage.Press(Key.Enter, Key.Delete, Key.N, Key.Delete);
        Assert.Contains("attention 7 for flags, by robust", stage.Screen, StringComparison.Ordinal);
        stage.Press(Key.Y);
        stage.DrawUntil(() => stage.Screen.Contains("0, 2 in all", StringComparison.Ordinal));
        Assert.Null(stage.Ui.Shared.Latest);

        using var store = ResultStore.OpenReadOnly(_sandbox.Store);
        Assert.Empty(store.Sweeps());
        Assert.Equal(["maps", "ocr on receipts"], store.Profiles().Select(p => p.Task));
    }

    [Fact]
    public void Should_Show_The_Rows_That_Have_The_Words_Of_A_Filter()
    {
        using var stage = Home();
        To(stage, "Profiles");
        stage.Press(new Key('/'));
        // Letters that are keys elsewhere are text here.
        Write(stage, "receipts Q8");
        Assert.Contains("1 of 1, 3 in all", stage.Screen, StringComparison.Ordinal);
        Assert.DoesNotContain("flags  ", stage.Screen, StringComparison.Ordinal);
        stage.Press(Key.Enter, Key.Delete);
        Assert.Contains("attention 7 for ocr on receipts", stage.Screen, StringComparison.Ordinal);
        stage.Press(Key.N, Key.Esc);
        Assert.Contains("of 3 ", stage.Screen, StringComparison.Ordinal);

        stage.Press(new Key('/'));
        Write(stage, "zebra");
        Assert.Contains("0, 3 in all", stage.Screen, StringComparison.Ordinal);
        Assert.Contains("Nothing here has that in it.", stage.Screen, StringComparison.Ordinal);
        stage.Press(Key.Esc, Key.CursorDown);
        Assert.Contains("2 of 3 ", stage.Screen, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Lay_Two_Sweeps_Side_By_Side()
    {
        MadeUpStore.FillCoarser(_sandbox.Store, Enumerable.Range(0, 6));
        using var stage = Home();
        To(stage, "Stored sweeps");
        stage.Press(Key.C);
        Assert.Contains($"{MadeUpStore.Coarser.ShortId} is marked", stage.Screen, StringComparison.Ordinal);
        Assert.Contains("compare with it", stage.Line(39), StringComparison.Ordinal);
        stage.Press(Key.CursorDown, Key.C);
        stage.DrawUntil(() => stage.Screen.Contains("side by side", StringComparison.Ordinal));
        Assert.Contains($"A  {MadeUpStore.Coarser.ShortId}  made-up (Q4_0)", stage.Screen, StringComparison.Ordinal);
        Assert.Contains("A  made-up (Q4_0), 4 layers, dddddddddddd", stage.Screen, StringComparison.Ordinal);
        Assert.Contains("task 0, 3 samples", stage.Screen, StringComparison.Ordinal);
        Assert.Contains("+33.3 at 1 (there 0.0)", stage.Screen, StringComparison.Ordinal);
        Assert.Contains("+33.3 at 2 (there 0.0)", stage.Screen, StringComparison.Ordinal);
        Assert.Contains("2 samples that B alone has left out", stage.Screen, StringComparison.Ordinal);
        stage.Press(Key.Esc, Key.C, Key.C);
        Assert.Contains("no sweep is marked", stage.Screen, StringComparison.Ordinal);
    }

    public void Dispose() => _sandbox.Dispose();

    private Stage Home()
    {
        var stage = new Stage(_sandbox, ui => [new HomeScreen(ui), new SweepScreen(ui), new LayerScreen(ui)], ColourDepth.None, 120, 40);
        stage.DrawUntil(() => stage.Screen.Contains("1 of 3", StringComparison.Ordinal));
        return stage;
    }

    /// <summary>Gives the keys to a pane.</summary>
    private static void To(Stage stage, string heading)
    {
        while (stage.Window.Current.Active?.Heading != heading)
            stage.Press(Key.Tab);
    }

    private static void Write(Stage stage, string text) => stage.Press([.. text.Select(c => new Key(c))]);

    private static TaskProfile Profile(string task) => new(
        new ProfileModel("made-up", "Q8_0", 12, new string('a', 64), null), "data", null, task, new Knockout(7, Module.Attention),
        "robust", "", "", null, null, null, [], DateTimeOffset.UnixEpoch);
}
