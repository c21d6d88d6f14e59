using Terminal.Gui.Input;

namespace TaLo.Terminal.Tests.Ui;

/// <summary>Images that go with a question: by path, by drop, from a list; what is none.</summary>
public sealed class ChatImagesTests
{
    private readonly ScriptedModel _model = new();

    [Fact]
    public void Should_Attach_Images_By_Path_And_By_Drop_And_Keep_Them_In_The_Conversation()
    {
        using var stage = new ChatStage(_model);
        var first = stage.Sandbox.Write("a b.png", Png.Noise(8, 6, seed: 200));
        var second = stage.Sandbox.Write("c.png", Png.Noise(4, 4, seed: 30));
        stage.Ask($"file://{first.Replace(" ", "%20", StringComparison.Ordinal)}");
        stage.WaitFor("Ask about a b.png 8×6");
        stage.Ask($"Which is darker, this or {second} there?");
        _model.Say("Both");
        _model.End();
        stage.WaitForIdle("finished");
        Assert.Contains("You  a b.png 8×6, c.png 4×4", stage.Screen, StringComparison.Ordinal);
        stage.Ask("Why?");
        _model.End();
        stage.WaitForIdle("(no text)");
        var turn = _model.Asked.Last().Conversation[0];
        Assert.Equal("Which is darker, this or there?", turn.Text);
        Assert.Equal([File.ReadAllBytes(first), File.ReadAllBytes(second)], turn.Images.Select(i => i.ToArray()));
    }

    [Fact]
    public void Should_Take_An_Image_Off_And_Say_What_Is_No_Image()
    {
        using var stage = new ChatStage(_model);
        stage.Ask(stage.Sandbox.Write("a.png", Png.Noise(8, 6, seed: 200)));
        stage.WaitFor("Ask about a.png");
        stage.Press(Key.Backspace);
        stage.WaitFor("─ Ask ─");
        stage.Ask(stage.Sandbox.Write("text.png", "no image"u8.ToArray()));
        stage.WaitFor("text.png: ");
    }

    [Fact]
    public void Should_Say_That_A_Text_Model_Takes_No_Images_Before_Anything_Is_Sent()
    {
        var model = new ScriptedModel { TakesImages = false };
        using var stage = new ChatStage(model);
        stage.WaitFor("scripted was loaded without an mmproj file");
        var image = stage.Sandbox.Write("a.png", Png.Noise(8, 6, seed: 200));
        stage.Press(Key.O.WithCtrl);
        stage.WaitFor("image: scripted was loaded without");
        stage.Ask($"What is in {image}");
        Assert.Empty(model.Asked);
        Assert.Contains("takes no images", stage.Lines[22], StringComparison.Ordinal);
        Assert.Contains("│ What is in /", stage.Screen, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Attach_A_Path_From_Here_And_Say_What_Looks_Like_An_Image_And_Is_Not_Attached()
    {
        using var stage = new ChatStage(_model);
        var here = Path.GetRelativePath(Environment.CurrentDirectory, stage.Sandbox.Write("chart.png", Png.Noise(8, 6, seed: 200)));
        stage.Write($"What is in {here[..^5]}");
        stage.Press(Key.Tab);
        stage.WaitFor(s => s.Replace("\n", "", StringComparison.Ordinal).Contains("chart.png", StringComparison.Ordinal), "the path to be completed");
        stage.Ask("?");
        _model.End();
        stage.WaitForIdle("(no text)");
        Assert.Equal(("What is in ?", 1), (_model.Asked.Single().Conversation[0].Text, _model.Asked.Single().Conversation[0].Images.Count));
        stage.Ask("Is there a nowhere/chart.webp, too?");
        stage.WaitFor("nowhere/chart.webp: no such file here");
        _model.End();
    }

    [Fact]
    public void Should_Choose_An_Image_From_A_List_With_A_Preview()
    {
        using var stage = new ChatStage(_model, 100, 30);
        Directory.CreateDirectory(stage.Sandbox.PathOf("photos"));
        foreach (var (name, width) in new[] { ("cat.png", 8), ("dog.png", 12) })
            stage.Sandbox.Write(Path.Combine("photos", name), Png.Noise(width, 6, seed: 200));
        stage.Sandbox.Write("notes.txt", [1]);
        stage.Press(Key.O.WithCtrl);
        stage.WaitFor("Attach an image");
        stage.Paste(stage.Sandbox.Folder + "/");
        var screen = stage.WaitFor("photos/");
        Assert.DoesNotContain("notes.txt", screen, StringComparison.Ordinal);
        stage.Press(Key.Enter);
        stage.WaitFor("cat.png 8×6");
        stage.Press(Key.CursorDown);
        stage.WaitFor("dog.png 12×6");
        stage.Write("c");
        stage.WaitFor("1 of 1");
        stage.Press(Key.Tab);
        stage.WaitFor("photos/cat.png");
        stage.Write("x");
        stage.WaitFor("Nothing here begins so.");
        stage.Press(Key.Enter);
        stage.WaitFor("cat.pngx: there is no such file");
        stage.Press(Key.Backspace, Key.Enter);
        stage.WaitFor("Ask about cat.png 8×6");
    }
}
