using System.Drawing;
using System.Globalization;
using System.Text.RegularExpressions;
using TaLo.Chats;
using TaLo.Models;
using TaLo.Terminal.Library;
using TaLo.Terminal.Screens.Chatting;
using TaLo.Terminal.Ui;
using Terminal.Gui.Input;

namespace TaLo.Terminal.Tests.Ui;

/// <summary>The chat screen without a terminal, on a model that says what the test dictates: answers, both sides, what is said where there is no model.</summary>
public sealed class ChatScreenTests
{
    private static readonly Knockout Attention7 = new(7, Module.Attention);
    private readonly ScriptedModel _model = new();

    [Fact]
    public void Should_Show_An_Answer_Piece_By_Piece_And_Why_It_Ended()
    {
        using var stage = new ChatStage(_model);
        stage.Ask("What is it?");
        stage.WaitFor("reading 0 of 3");
        _model.Say("A ca");
        stage.WaitFor("A ca▌");
        _model.Say("t on", " a mat.");
        stage.WaitFor("A cat on a mat.▌");
        Assert.Contains("esc stop", stage.Lines[23], StringComparison.Ordinal);
        Assert.Contains("context 6 of 400 █░", stage.Screen, StringComparison.Ordinal);
        _model.End();
        stage.WaitFor("3 tokens · finished");
        Assert.DoesNotContain("▌", stage.Screen, StringComparison.Ordinal);
        Assert.Contains(" base model ", stage.Screen, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Stop_The_Answer_Only_And_Keep_What_There_Is_Of_It()
    {
        using var stage = new ChatStage(_model);
        foreach (var key in new[] { Key.Esc, Key.C.WithCtrl })
        {
            stage.Ask("Tell me");
            _model.Say("Once upon");
            stage.WaitFor("Once upon▌");
            stage.Press(key);
            stage.WaitFor(s => s.Contains("1 token · stopped", StringComparison.Ordinal) && s.Contains("─ Ask ─", StringComparison.Ordinal), "the stopped answer");
        }
        // A ^C that comes a moment too late must not end the program.
        stage.Press(Key.C.WithCtrl);
        stage.WaitFor("the answer has ended; ^C quits");

        stage.Ask("Go on");
        _model.End();
        stage.WaitForIdle("(no text)");
        Assert.Equal(
            ["Tell me", "Once upon", "Tell me", "Once upon", "Go on"],
            _model.Asked.Last().Conversation.Select(t => t.Text));
    }

    [Fact]
    public void Should_Wrap_Long_Lines_Keep_Indentation_And_Not_Jump_While_Scrolled_Up()
    {
        using var stage = new ChatStage(_model);
        stage.Ask("Long");
        _model.Say(string.Join(' ', Enumerable.Range(1, 40).Select(i => $"word{i}")), "\n    indented\n", new string('x', 100));
        var screen = stage.WaitFor("xxx▌");
        Assert.All(stage.Lines, line => Assert.True(line.Length <= 80));
        Assert.Contains("│ word1 word2 ", screen, StringComparison.Ordinal);
        Assert.Contains("│     indented ", screen, StringComparison.Ordinal);
        Assert.Contains($"│ {new string('x', 76)} │", screen, StringComparison.Ordinal);

        _model.Say(string.Concat(Enumerable.Range(1, 30).Select(i => $"\nline {i}")));
        stage.WaitFor("line 30▌");
        stage.Press(Key.PageUp);
        var before = stage.WaitFor("lines below");
        var below = int.Parse(Regex.Match(before, "([0-9]+) lines below").Groups[1].Value, CultureInfo.InvariantCulture);
        Assert.DoesNotContain("line 30", before, StringComparison.Ordinal);
        _model.Say("\nline 31");
        var after = stage.WaitFor($"{below + 1} lines below");
        Assert.Equal(before.Split('\n')[3..15], after.Split('\n')[3..15]);
        stage.Press(Key.PageDown, Key.PageDown);
        stage.WaitFor("line 31▌");
        _model.Say("\nline 32");
        stage.WaitFor("line 32▌");
        _model.End();
    }

    [Fact]
    public void Should_Answer_Side_By_Side_And_Let_The_User_Choose_Which_One_Goes_On()
    {
        using var stage = new ChatStage(_model);
        stage.Write("Which?");
        stage.Press(Key.X.WithCtrl);
        stage.WaitFor("both: nothing is chosen to be bypassed");

        stage.Shared.Apply(new ChosenBypass(Attention7, "by hand", _model.Facts.ModelFingerprint, null));
        stage.Press(Key.X.WithCtrl);
        _model.Say("The left one");
        stage.WaitFor("The left one▌");
        _model.End();
        _model.Say("The right one");
        var screen = stage.WaitFor("The right one▌");
        Assert.Matches("│ The left one +│ The right one▌", screen);
        _model.End();
        screen = stage.WaitForIdle("● the conversation goes on with this");
        Assert.Contains("│  base model                          │  attention 7 bypassed  by hand", screen, StringComparison.Ordinal);
        Assert.Contains("│ ○ ^G goes on with this instead       │ ● the conversation goes on with this", screen, StringComparison.Ordinal);
        Assert.Equal([[], [Attention7]], _model.Asked.Select(a => a.Knockouts));
        Assert.All(_model.Asked, a => Assert.Equal(0, a.Options.Temperature));
        Assert.Contains("≠ the answers differ (greedy)", screen, StringComparison.Ordinal);

        stage.Press(Key.G.WithCtrl);
        stage.WaitFor("│ ● the conversation goes on with this │ ○ ^G goes on with this instead");
        stage.Ask("Why?");
        _model.End();
        stage.WaitForIdle("(no text)");
        Assert.Equal(["Which?", "The left one", "Why?"], _model.Asked.Last().Conversation.Select(t => t.Text));
        stage.Press(Key.G.WithCtrl);
        stage.WaitFor("other side: the latest question was not asked side by side");
    }

    [Fact]
    public void Should_Mark_Which_Side_Is_Right_Where_The_Data_Set_Knows()
    {
        var exchange = new Exchange("Which?", [], KnownAnswer.Of(new("Which?", null, [new('A', "one"), new('B', "two")], []), "B"));
        exchange.Begin(TaLo.Chats.Bypass.ByHand(Attention7), [ChatSide.Base, ChatSide.Bypassed], isOn: true);
        exchange.Finish(new BothAnswers(Answer("A"), Answer("B"), ChatSide.Bypassed, exchange.Bypass, SamplingOptions.Greedy));
        var rows = new TranscriptLayout(60, _ => Size.Empty).Rows(exchange).Select(r => string.Concat(r.Pieces.Select(p => p.Text))).ToList();
        Assert.True(rows.IndexOf("✗ wrong") is > 0 and var wrong && rows.IndexOf("✓ right") > wrong);
        Assert.Contains("≠ the answers differ (greedy)", rows);
        Assert.Contains("The data set's answer: B. two", rows);

        static ChatAnswer Answer(string text) => new(text, AnswerEnd.EndOfTurn, new AnswerFigures(1, 0, 1, 0.1, 0.1, 2, 400));
    }

    [Fact]
    public void Should_Sample_Both_Sides_Once_A_Temperature_Is_Set()
    {
        using var stage = new ChatStage(_model);
        stage.Shared.Apply(new ChosenBypass(Attention7, "by hand", _model.Facts.ModelFingerprint, null));
        stage.Press(Key.S.WithCtrl);
        stage.WaitFor("How answers are chosen");
        stage.Press(Key.End, Key.Backspace, Key.Backspace, Key.Backspace);
        stage.Write("0.5");
        stage.Press(Key.Enter);
        stage.WaitFor(s => !s.Contains("How answers are chosen", StringComparison.Ordinal), "the box to close");
        stage.Write("Which?");
        stage.Press(Key.X.WithCtrl);
        _model.Say("x");
        _model.End();
        _model.Say("x");
        _model.End();
        stage.WaitForIdle("= the answers agree (temperature 0.5, seed ");
        Assert.All(_model.Asked, a => Assert.Equal((0.5f, _model.Asked.First().Options.Seed), (a.Options.Temperature, a.Options.Seed)));
    }

    [Fact]
    public void Should_Stack_Both_Sides_Where_There_Is_No_Room()
    {
        var layout = new TranscriptLayout(60, _ => Size.Empty);
        var exchange = new Exchange("Which?", [], null);
        exchange.Begin(TaLo.Chats.Bypass.ByHand(Attention7), [ChatSide.Base, ChatSide.Bypassed], isOn: true);
        var rows = layout.Rows(exchange).Select(r => string.Concat(r.Pieces.Select(p => p.Text))).ToList();
        Assert.True(rows.IndexOf(" base model ") is > 0 and var upper && rows.FindIndex(r => r.StartsWith(" attention 7 bypassed ", StringComparison.Ordinal)) > upper);
    }

    [Fact]
    public void Should_Begin_Anew_And_Help_While_Nothing_Is_Typed()
    {
        using var stage = new ChatStage(_model);
        stage.Ask("One");
        _model.End();
        stage.WaitForIdle("(no text)");
        stage.Press(Key.N.WithCtrl);
        stage.WaitFor("Type a question");
        stage.Ask("Two");
        _model.End();
        stage.WaitForIdle("(no text)");
        Assert.Single(_model.Asked.Last().Conversation);
        stage.Press(new Key('?'));
        stage.WaitFor("Help: Chat");
        stage.Press(Key.Esc);
        stage.Write("Why?");
        Assert.Contains("│ Why?", stage.Screen, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Offer_The_List_And_The_Bundled_Model_Where_None_Is_Chosen()
    {
        using var sandbox = new Sandbox();
        using var stage = new Stage(sandbox, ui => [new Screens.ChatScreen(ui, (_, _, _) => _model), new PlainScreen(ui, "Home")]);
        Assert.Contains("No model is chosen.", stage.Screen, StringComparison.Ordinal);
        stage.Press([.. "hello, lib?".Select(letter => new Key(letter))]);
        Assert.Contains("hello, lib?", stage.Screen, StringComparison.Ordinal);
        Assert.Equal("Chat", stage.Window.Current.Name);
        stage.Press(Key.Enter);
        Assert.Contains("ask: choose a model first", stage.Screen, StringComparison.Ordinal);
        stage.Press(Key.U.WithCtrl);
        stage.Press([.. "/help".Select(letter => new Key(letter)), Key.Enter]);
        Assert.Contains("/save FILE", stage.Screen, StringComparison.Ordinal);
        stage.Press(Key.Esc);
        stage.Press(Key.B.WithCtrl);
        Assert.Equal(BundledModels.Plain, stage.Ui.Shared.ChosenModel?.Path);
    }
}
