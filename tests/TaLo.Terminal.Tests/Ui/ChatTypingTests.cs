using TaLo.Models;
using TaLo.Terminal.Ui;
using Terminal.Gui.Input;

namespace TaLo.Terminal.Tests.Ui;

/// <summary>What is typed: lines, commands, settings, what was asked before, questions of a data set.</summary>
public sealed class ChatTypingTests
{
    private static readonly Knockout Attention7 = new(7, Module.Attention);
    private readonly ScriptedModel _model = new();

    [Fact]
    public void Should_Go_On_Where_It_Was_After_A_Box()
    {
        using var stage = new ChatStage(_model);
        stage.Write("Is ");
        stage.Press(Key.P.WithCtrl);
        stage.WaitFor("What is bypassed");
        stage.Press(Key.Esc);
        stage.WaitFor(s => !s.Contains("What is bypassed", StringComparison.Ordinal), "the list to close");
        stage.Paste(stage.Sandbox.Write("a b.png", Png.Noise(8, 6, seed: 200)));
        stage.WaitFor("Ask about a b.png 8×6");
        stage.Write("it");
        stage.Paste(" dark?");
        Assert.Contains("Is it dark?", stage.Screen, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Take_Settings_And_Name_A_Value_That_Is_None()
    {
        using var stage = new ChatStage(_model);
        stage.Press(Key.S.WithCtrl);
        stage.WaitFor("How answers are chosen");
        stage.Press(Key.End, Key.Backspace, Key.Backspace, Key.Backspace);
        stage.Write("-1");
        stage.Press(Key.Enter);
        stage.WaitFor("temperature: '-1' is no value for it");
        stage.Press(Key.End, Key.Backspace, Key.Backspace);
        stage.Write("0.5");
        stage.Press(Key.CursorDown, Key.CursorDown, Key.CursorDown, Key.CursorDown, Key.CursorDown);
        stage.Write("42");
        stage.Press(Key.CursorDown, Key.CursorDown);
        stage.Write("Be brief");
        stage.Press(Key.Enter);
        stage.WaitFor(s => !s.Contains("How answers are chosen", StringComparison.Ordinal), "the box to close");
        stage.Ask("Hm?");
        _model.End();
        stage.WaitForIdle("(no text)");
        var (conversation, _, options) = _model.Asked.Single();
        Assert.Equal((0.5f, 42u), (options.Temperature, options.Seed));
        Assert.Equal((ChatRole.System, "Be brief"), (conversation[0].Role, conversation[0].Text));
    }

    [Fact]
    public void Should_Type_Over_Several_Lines_And_Recall_What_Was_Asked()
    {
        using var stage = new ChatStage(_model);
        stage.Write("one");
        stage.Press(Key.Enter.WithAlt);
        stage.Ask("two? q1");
        _model.End();
        stage.WaitForIdle("(no text)");
        Assert.Equal("one\ntwo? q1", _model.Asked.Single().Conversation.Single().Text);
        stage.Write("draft");
        stage.Press(Key.CursorUp);
        Assert.Contains("│ two? q1", string.Join('\n', stage.Lines[^5..]), StringComparison.Ordinal);
        stage.Press(Key.CursorDown);
        Assert.Contains("│ draft", string.Join('\n', stage.Lines[^5..]), StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Edit_A_Line_As_A_Shell_Does()
    {
        using var stage = new ChatStage(_model);
        stage.Write("wide hat");
        stage.Press(Key.A.WithCtrl);
        stage.Write("A ");
        stage.Press(Key.F.WithAlt);
        stage.Write("red ");
        stage.Press(Key.E.WithCtrl, Key.W.WithCtrl);
        stage.Write("coat and tie");
        stage.Press(Key.B.WithAlt, Key.B.WithAlt, Key.K.WithCtrl);
        Assert.Contains("│ A wide red coat  ", stage.Screen, StringComparison.Ordinal);
        stage.Press(Key.U.WithCtrl);
        stage.Ask("Gone?");
        _model.End();
        stage.WaitForIdle("(no text)");
        Assert.Equal("Gone?", _model.Asked.Single().Conversation.Single().Text);
    }

    [Fact]
    public void Should_Do_The_Commands_Of_The_Verb_Save_A_Conversation_And_Go_On_With_It()
    {
        using var stage = new ChatStage(_model);
        stage.Ask("/fly");
        stage.WaitFor("there is no command /fly: /help lists them");
        stage.Press(Key.U.WithCtrl);
        stage.Ask("/talo on");
        stage.WaitFor("/talo on: nothing is chosen to be bypassed");
        stage.Press(Key.U.WithCtrl);
        stage.Shared.Apply(new ChosenBypass(Attention7, "by hand", _model.Facts.ModelFingerprint, null));
        stage.Ask($"/image '{stage.Sandbox.Write("a b.png", Png.Noise(8, 6, seed: 200))}'");
        stage.WaitFor("Ask about a b.png 8×6");
        stage.Ask("/system Be brief");
        stage.WaitFor("system message set");
        stage.Ask("What is it?");
        _model.Say("A cat");
        _model.End();
        stage.WaitForIdle("finished");
        stage.Ask("/talo off");
        stage.WaitFor("base model: nothing is bypassed");

        var path = stage.Sandbox.PathOf("chat.jsonl");
        stage.Ask($"/save {path}");
        stage.WaitFor("1 question");
        stage.Ask("/new");
        stage.WaitFor("Type a question");
        stage.Ask($"/load {path}");
        var screen = stage.WaitFor("A cat");
        Assert.Contains("You  image 1", screen, StringComparison.Ordinal);
        Assert.Contains(" attention 7 bypassed  by hand", screen, StringComparison.Ordinal);
        stage.Ask("Sure?");
        _model.End();
        stage.WaitForIdle("(no text)");
        var conversation = _model.Asked.Last().Conversation;
        Assert.Equal(["Be brief", "What is it?", "A cat", "Sure?"], conversation.Select(t => t.Text));
        Assert.Single(conversation[1].Images);

        stage.Ask("/compare Which?");
        _model.Say("left");
        _model.End();
        _model.Say("left");
        _model.End();
        stage.WaitForIdle("= the answers agree");
        stage.Ask("/help");
        stage.WaitFor("/save FILE");
        stage.Press(Key.Esc);
        stage.Ask("/load /nowhere/chat.jsonl");
        stage.WaitFor("/nowhere/chat.jsonl: cannot be read");
    }

    [Fact]
    public void Should_Recall_Questions_Of_Earlier_Sessions_From_A_File_Of_The_Users_Own()
    {
        using var stage = new ChatStage(_model);
        var history = new TaLo.Terminal.Chats.QuestionHistory(stage.Sandbox.PathOf("state"));
        stage.Ask("one\ntwo \"x\"");
        _model.End();
        stage.WaitForIdle("(no text)");
        stage.WaitFor(_ => history.Read().Count == 1, "the question to be kept");
        var file = Assert.Single(Directory.GetFiles(stage.Sandbox.PathOf("state")));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));

        File.AppendAllText(file, "no JSON\n");
        foreach (var i in Enumerable.Range(0, 1200))
            history.Add($"question {i}");
        Assert.Equal(("question 700", "question 1199", 500), (history.Read()[0], history.Read()[^1], history.Read().Count));
        Assert.Equal(500, File.ReadAllLines(file).Length);
        using var next = new Stage(stage.Sandbox, ui => [new Screens.ChatScreen(ui, (_, _, _) => _model)]);
        next.DrawUntil(() =>
        {
            next.Press(Key.CursorUp);
            return next.Screen.Contains("question 1199", StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Should_Find_A_Question_Of_The_Data_Set_By_Its_Task()
    {
        using var stage = new ChatStage(_model, 100, 30);
        stage.Press(Key.D.WithCtrl);
        stage.WaitFor("A question of talo-nano-tasks");
        stage.Press(new Key('/'));
        stage.Write("flag-name");
        stage.WaitFor("Whose flag is at the ");
        stage.Press(Key.Enter, Key.Enter, Key.Enter);
        stage.WaitFor("Ask about flag-name");
    }
}
