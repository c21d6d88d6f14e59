using TaLo.Models;
using TaLo.Storage;
using TaLo.Terminal.Screens;
using TaLo.Terminal.Tests.Ui;
using Terminal.Gui.Input;

namespace TaLo.Terminal.Tests;

/// <summary>Whatever a file says, no verb and no screen hands it to the terminal.</summary>
public sealed class HostileTextTests(HostileStore hostile) : IClassFixture<HostileStore>
{
    private static readonly string[] Small = ["--device", "cpu", "--threads", "1"];

    [Fact]
    public void Should_Sweep_And_Adapt_Harmlessly()
    {
        AssertHarmless(hostile.Swept.Succeeded(), "sweep", "col␛]0;owned␇");
        AssertHarmless(hostile.Adapted.Succeeded(), "adapt", "col␛]0;owned␇");
    }

    [Fact]
    public void Should_Show_What_Is_Stored_Harmlessly()
    {
        foreach (var (verb, shown) in new (string[], string)[]
        {
            (["show"], "␛[2J␛]0;own␇"),
            (["show", hostile.Id], "␛[2J␛]0;own␇"),
            (["show", hostile.Id, "--task", HostileStore.Task], "col␛"),
            (["vectors", hostile.Id, "--csv", $"c{Hostile.Text}"], "c␛"),
            (["report", hostile.Id, "--redraws", "0", "--out", $"r{Hostile.Text}.md"], "r␛"),
            (["profiles", "list"], "col␛"),
            (["profiles", "show", Talo.Run(hostile.Sandbox, "profiles", "list").Out.Split('\n')[3].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0]], "Which␛"),
            (["profiles", "export", $"p{Hostile.Text}"], "p␛"),
            (["profiles", "match", "Which is number 3?"], "Which␛"),
            (["merge", hostile.Sandbox.Store, "--into", $"s{Hostile.Text}"], "s␛"),
            (["store", "check"], ""),
            (["simulate", "--search", "race", "--replay", hostile.Id, "--tasks", "2"], "col␛"),
        })
            AssertHarmless(Talo.Run(hostile.Sandbox, verb), string.Join(' ', verb), shown);
    }

    [Fact]
    public void Should_Say_What_Files_Hold_Harmlessly()
    {
        AssertHarmless(Talo.Run(hostile.Sandbox, "tasks", hostile.Data), "tasks", "col␛");
        AssertHarmless(Talo.Run(hostile.Sandbox, "models", hostile.Sandbox.Folder), "models", "a␛");
        AssertHarmless(Talo.Run(hostile.Sandbox, ["doctor", "--model", hostile.Model, "--verbose", .. Small]), "doctor", "␛[2J␛]0;own␇");
        AssertHarmless(Talo.Run(hostile.Sandbox, ["eval", hostile.Model, hostile.Data, .. Small]), "eval", "col␛");
    }

    [Fact]
    public void Should_Bench_And_Demonstrate_Harmlessly()
    {
        AssertHarmless(Talo.Run(hostile.Sandbox, ["bench", hostile.Model, "--tokens", "8", "--rounds", "1", "--image", "28", .. Small]), "bench", "␛[2J␛]0;own␇");
        AssertHarmless(Talo.Run(hostile.Sandbox, "demo", "--tasks", $"n{Hostile.Text}"), "demo", "n␛");
        AssertHarmless(
            Talo.Run(hostile.Sandbox, "demo", "--tasks", "flag-name", "--samples", "2", "--store", $"s{Hostile.Text}", "--out", $"o{Hostile.Text}").Succeeded(),
            "demo", "of flag-name again, under other interventions");
    }

    [Fact]
    public void Should_Draw_Boxes_Harmlessly()
    {
        using var stage = new Stage(hostile.Sandbox, ScreenList.All, columns: 160, rows: 40);
        stage.Window.Open(new TaLo.Terminal.Ui.LineBox(stage.Ui, $"h{Hostile.Text}", $"how{Hostile.Text}", $"text{Hostile.Text}", _ => Hostile.Text));
        stage.Draw();
        AssertCells(stage, "a box with a field");
        Assert.Contains("text␛]0;owned␇", stage.Screen, StringComparison.Ordinal);
        stage.Press(Key.Enter);
        AssertCells(stage, "a box that says why not");
        Assert.DoesNotContain("\e]0;owned", stage.Sent, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Refuse_Harmlessly()
    {
        var broken = hostile.Sandbox.Write($"b{Hostile.Text}.gguf", System.Text.Encoding.UTF8.GetBytes(Hostile.Text));
        foreach (var verb in new string[][]
        {
            ["tasks", $"n{Hostile.Text}"], ["sweep", $"n{Hostile.Text}", hostile.Data], ["sweep", broken, hostile.Data],
            ["show", $"n{Hostile.Text}"], ["profiles", "import", broken],
            ["adapt", "--from", broken], [$"n{Hostile.Text}"], ["tasks", hostile.Data, $"--n{Hostile.Text}"], ["bench", broken],
            ["sweep", hostile.Model, hostile.Data, "--tasks", $"n{Hostile.Text}"], ["sweep", hostile.Model, hostile.Data, "--prompt", broken],
        })
        {
            var run = Talo.Run(hostile.Sandbox, verb);
            Assert.NotEqual(0, run.ExitCode);
            AssertHarmless(run, string.Join(' ', verb), "␛");
        }
    }

    [Fact]
    public void Should_Answer_Harmlessly()
    {
        // Tokens of single bytes; at this temperature every byte comes now and then.
        string[] settings = ["--temp", "50", "--top-p", "1", "--max-tokens", "300", "--seed", "3", .. Small];
        string[] ask = ["qa", hostile.Model, $"What{Hostile.Text}?", .. settings];
        var text = Talo.Run(hostile.Sandbox, [.. ask, "--json"]).Succeeded();
        Hostile.AssertNoneIn(text.Out, "qa --json");
        Assert.Contains(text.Json.GetProperty("answer").GetProperty("text").GetString()!, c => char.IsControl(c) && c is not ('\n' or '\t'));

        AssertHarmless(Talo.Run(hostile.Sandbox, ask), "qa", "");
        AssertHarmless(Qa.Piped(hostile.Sandbox, [$"What{Hostile.Text}?", $"/image n{Hostile.Text}.png", $"/{Hostile.Text}"], ["chat", hostile.Model, .. settings]), "chat", "n␛");
    }

    [Fact]
    public void Should_Draw_Harmlessly()
    {
        using var stage = new Stage(hostile.Sandbox, ScreenList.All, columns: 160, rows: 40);
        stage.DrawUntil(() => stage.Screen.Contains("␛[2J␛]0;own␇", StringComparison.Ordinal));
        foreach (var key in new[] { Key.F1, Key.F2, Key.F3, Key.F4 })
        {
            stage.Press(key);
            for (var turn = 0; turn < 20; turn++)
            {
                Thread.Sleep(20);
                stage.Turn();
                stage.Draw();
                AssertCells(stage, $"{key}");
            }
        }
        stage.Window.Warn(Hostile.Text);
        stage.Draw();
        AssertCells(stage, "a warning");
        Assert.Contains("␛]0;owned␇␛[2J�31m�evil␡", stage.Screen, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Draw_A_Sweep_And_Its_Samples_Harmlessly()
    {
        using var store = ResultStore.OpenReadOnly(hostile.Sandbox.Store);
        var sweep = Assert.Single(store.Sweeps());
        using var stage = new Stage(hostile.Sandbox, ScreenList.All, columns: 160, rows: 40);
        stage.Window.Show(stage.Window.Screen<SweepScreen>());
        stage.Window.Screen<SweepScreen>().Open(sweep);
        stage.DrawUntil(() => stage.Screen.Contains("col␛]0;ow", StringComparison.Ordinal));
        AssertCells(stage, "the heat map");

        stage.Window.Show(stage.Window.Screen<LayerScreen>());
        stage.Window.Screen<LayerScreen>().Open(sweep, HostileStore.Task, new Knockout(0, Module.Attention));
        stage.DrawUntil(() => stage.Screen.Contains("col␛]0;ow", StringComparison.Ordinal));
        foreach (var key in new[] { Key.Tab, Key.Enter, Key.Esc, Key.CursorRight, Key.CursorRight, Key.Tab, Key.CursorDown, Key.Enter, Key.Esc, new Key('?') })
        {
            stage.Press(key);
            Thread.Sleep(50);
            stage.Turn();
            stage.Draw();
            AssertCells(stage, $"a layer, {key}");
        }
        Assert.Null(stage.Window.Faulted);
    }

    [Fact]
    public void Should_Complete_File_Names_Harmlessly()
    {
        using var stage = new Stage(hostile.Sandbox, ScreenList.All, columns: 160, rows: 40);
        stage.Press(Key.O);
        stage.Press([.. $"{hostile.Sandbox.Folder}/d".Select(letter => new Key(letter)), Key.Tab]);
        stage.DrawUntil(() => stage.Screen.Split("owned").Length > 2);
        AssertCells(stage, "a completed path, and its row in the list");
    }

    [Fact]
    public void Should_Draw_A_Conversation_Harmlessly()
    {
        var model = new ScriptedModel();
        using var stage = new ChatStage(model);
        stage.Ask("What is it?");
        model.Say("A ", Hostile.Text, " cat");
        model.End();
        var screen = stage.WaitForIdle("A ␛]0;owned␇␛[2J�31m�evil␡ cat");
        Hostile.AssertNoneIn(screen, "an answer");
    }

    private static void AssertCells(Stage stage, string what) =>
        Hostile.AssertNoneIn(stage.Screen.Replace("\r", "", StringComparison.Ordinal), what);

    private static void AssertHarmless(TaloRun run, string verb, string shown)
    {
        Hostile.AssertNoneIn(run.Out, $"stdout of {verb}");
        Hostile.AssertNoneIn(run.Error, $"stderr of {verb}");
        Assert.Contains(shown, run.Out + run.Error, StringComparison.Ordinal);
    }
}
