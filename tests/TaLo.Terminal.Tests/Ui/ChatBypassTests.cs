using TaLo.Models;
using TaLo.Profiles;
using TaLo.Terminal.Ui;
using Terminal.Gui.Input;

namespace TaLo.Terminal.Tests.Ui;

/// <summary>Which layer is bypassed: by profile, by hand, by the question; off and on, another model's.</summary>
public sealed class ChatBypassTests
{
    private static readonly Knockout Attention7 = new(7, Module.Attention);
    private readonly ScriptedModel _model = new();

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

    private static TaskProfile Profile(string task, Knockout knockout, string fingerprint) => new(
        new ProfileModel(fingerprint[0] == 'a' ? "scripted" : "other", "F32", 12, fingerprint, new string('b', 64)),
        "data", new string('d', 64), task, knockout, "robust", "seed 0", "it helps", null, null, null, [], DateTimeOffset.UnixEpoch);
}
