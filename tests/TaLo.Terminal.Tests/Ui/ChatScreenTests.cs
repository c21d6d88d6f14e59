using System.Drawing;
using System.Globalization;
using System.Text.RegularExpressions;
using TaLo.Chats;
using TaLo.Models;
using TaLo.Profiles;
using TaLo.Terminal.Library;
using TaLo.Terminal.Screens.Chatting;
using TaLo.Terminal.Ui;
using Terminal.Gui.Input;

namespace TaLo.Terminal.Tests.Ui;

/// <summary>The chat screen without a terminal, on a model that says what the test dictates.</summary>
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
    public void Should_Switch_TaLo_Off_And_On_Say_So_And_Show_That_The_Conversation_Is_Read_Again()
    {
        using var stage = new ChatStage(_model);
        stage.Shared.Apply(new ChosenBypass(Attention7, "by hand", _model.Facts.ModelFingerprint, null));
        stage.WaitFor("BYPASSED: attention 7   by hand");
        stage.Ask("One");
        _model.Say("1");
        _model.End();
        stage.WaitForIdle("finished");
        Assert.Contains(" attention 7 bypassed  by hand", stage.Screen, StringComparison.Ordinal);

        stage.Press(Key.T.WithCtrl);
        Assert.Contains("base model: nothing is bypassed", stage.Lines[1], StringComparison.Ordinal);
        stage.Ask("Two");
        stage.WaitFor("re-reading the conversation 0 of 3");
        _model.Read(2);
        stage.WaitFor("re-reading the conversation 2 of 3");
        _model.Say("2");
        _model.End();
        stage.WaitFor(" base model ");
        Assert.Equal([[Attention7], []], _model.Asked.Select(a => a.Knockouts));
    }

    [Fact]
    public void Should_Refuse_A_Bypass_Of_Another_Model_And_Give_The_Question_Back()
    {
        using var stage = new ChatStage(_model);
        stage.Shared.Apply(new ChosenBypass(Attention7, "by hand", new string('c', 64), null));
        stage.Ask("What is it?");
        var screen = stage.WaitFor("another model file (file cccccccc)");
        Assert.Contains("Not asked: the conversation is as it was before.", screen, StringComparison.Ordinal);
        Assert.Empty(_model.Asked);
        stage.Press(Key.T.WithCtrl, Key.Enter);
        _model.End();
        stage.WaitForIdle("(no text)");
        Assert.Equal(["What is it?"], _model.Asked.Single().Conversation.Select(t => t.Text));
    }

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
    public void Should_List_Profiles_Refuse_One_Of_Another_Model_And_Apply_One_Of_This()
    {
        using var stage = new ChatStage(_model);
        stage.Keep(Profile("maps", Attention7, _model.Facts.ModelFingerprint), Profile("ocr", new Knockout(3, Module.Ffn), new string('c', 64)));
        stage.Press(Key.P.WithCtrl);
        var screen = stage.WaitFor("What is bypassed");
        Assert.True(screen.IndexOf(" maps ", StringComparison.Ordinal) < screen.IndexOf(" ocr ", StringComparison.Ordinal));
        stage.Press(Key.End, Key.Enter);
        screen = stage.WaitFor("was made for other");
        Assert.Contains("a layer's effect does not carry over", string.Join(' ', screen.Split('│', '\n').Select(t => t.Trim())), StringComparison.Ordinal);
        Assert.Null(stage.Shared.Bypass);
        stage.Press(Key.CursorUp, Key.Enter);
        stage.WaitFor("BYPASSED: attention 7   by profile");
        stage.Ask("Hm?");
        _model.End();
        stage.WaitForIdle("(no text)");
        Assert.Equal([Attention7], _model.Asked.Single().Knockouts);
    }

    [Fact]
    public void Should_Find_The_Profile_By_The_Question_And_Say_What_It_Chose()
    {
        using var stage = new ChatStage(_model);
        stage.Press(Key.P.WithCtrl);
        stage.WaitFor("What is bypassed");
        stage.Press(Key.CursorDown, Key.Enter);
        stage.WaitFor("There is no profile of this model");
        stage.Press(Key.Esc);

        stage.Keep(Profile("maps", Attention7, _model.Facts.ModelFingerprint) with { Questions = new TaskQuestions(["Which way is north on this map?"]) });
        stage.Press(Key.P.WithCtrl);
        stage.WaitFor("1 of 4");
        stage.Press(Key.CursorDown, Key.Enter);
        stage.WaitFor("AUTO: bypassed is what the profile");
        stage.Ask("Which way is north on this map?");
        _model.Say("Up");
        _model.End();
        Assert.Contains(" attention 7 bypassed  auto: closest to maps, 1.00", stage.WaitForIdle("finished"), StringComparison.Ordinal);

        stage.Write("Who are you?");
        stage.Press(Key.X.WithCtrl);
        _model.Say("Nobody");
        _model.End();
        var screen = stage.WaitForIdle("Nobody");
        Assert.Contains("auto: nothing is close", screen, StringComparison.Ordinal);
        Assert.Equal([[Attention7], []], _model.Asked.Select(a => a.Knockouts));
    }

    [Fact]
    public void Should_Choose_A_Layer_By_Hand()
    {
        using var stage = new ChatStage(_model);
        stage.Press(Key.P.WithCtrl);
        stage.WaitFor("What is bypassed");
        stage.Press(Key.CursorDown, Key.CursorDown, Key.Enter);
        stage.WaitFor("of 0 to 11");
        stage.Press(Key.D1, Key.D1, Key.D9, Key.CursorRight, Key.CursorUp);
        stage.WaitFor("ffn 10 is bypassed from the next question on");
        stage.Press(Key.Enter);
        stage.WaitFor("BYPASSED: ffn 10   by hand");
    }

    [Fact]
    public void Should_Choose_A_Layer_Of_The_Vision_Encoder_By_Hand()
    {
        using var stage = new ChatStage(new ScriptedModel { Facts = _model.Facts with { VisionLayerCount = 4 } });
        stage.Press(Key.P.WithCtrl);
        stage.WaitFor("What is bypassed");
        stage.Press(Key.CursorDown, Key.CursorDown, Key.Enter);
        stage.WaitFor("of 0 to 11");
        stage.Press(Key.D9, Key.V);
        stage.WaitFor("of 0 to 3");
        stage.WaitFor("vision-attention 3 is bypassed from the next question on");
        stage.Press(Key.CursorLeft, Key.CursorDown);
        stage.WaitFor("vision-layer 2 is bypassed from the next question on");
        stage.Press(Key.Enter);
        stage.WaitFor("BYPASSED: vision-layer 2   by hand");
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
        Assert.Equal(BundledModels.Plain, stage.Ui.Shared.Model?.Path);
    }

    private static TaskProfile Profile(string task, Knockout knockout, string fingerprint) => new(
        new ProfileModel(fingerprint[0] == 'a' ? "scripted" : "other", "F32", 12, fingerprint, new string('b', 64)),
        "data", new string('d', 64), task, knockout, "robust", "seed 0", "it helps", null, null, null, [], DateTimeOffset.UnixEpoch);
}
