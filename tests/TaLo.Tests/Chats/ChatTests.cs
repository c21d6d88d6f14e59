using TaLo.Chats;
using TaLo.Models;

namespace TaLo.Tests.Chats;

public sealed class ChatTests : IDisposable
{
    private static readonly Knockout Attention1 = new(1, Module.Attention);
    private readonly FakeModel _model = new();

    [Theory]
    [InlineData(1, 0)]
    [InlineData(4, 0)]
    [InlineData(5, 8)]
    [InlineData(21, 40)]
    public void Should_Tell_No_Speed_From_A_Few_Tokens(int tokens, double perSecond) =>
        Assert.Equal(perSecond, new AnswerFigures(10, 0, tokens, 0.1, 0.5, 10 + tokens, 100).TokensPerSecond, 9);

    [Fact]
    public void Should_Keep_The_Whole_Conversation()
    {
        var chat = new Chat(_model) { SystemText = "Be brief" };
        var image = new byte[] { 1, 2, 3 };
        chat.Ask("What is it?", [image]);
        var answer = chat.Ask("And why?", []);

        Assert.Equal("Answer 2 to 'And why?' with 0 images by base", answer.Text);
        Assert.Equal(
            [
                (ChatRole.System, "Be brief", 0),
                (ChatRole.User, "What is it?", 1),
                (ChatRole.Assistant, "Answer 1 to 'What is it?' with 1 images by base", 0),
                (ChatRole.User, "And why?", 0),
            ],
            _model.Asked[1].Conversation.Select(t => (t.Role, t.Text, t.Images.Count)));
        Assert.Equal(4, chat.Entries.Count);
        Assert.Equal(answer.Figures.ContextUsed, chat.ContextUsed);
    }

    [Fact]
    public void Should_Bypass_Only_While_TaLo_Is_On_And_Say_So()
    {
        var chat = new Chat(_model) { Bypass = Bypass.ByHand(Attention1) };
        Assert.Equal("attention 1 bypassed (by hand)", chat.Status);
        Assert.EndsWith("by attention 1", chat.Ask("One", []).Text, StringComparison.Ordinal);

        chat.IsOn = false;
        Assert.Equal("base model (TaLo off: attention 1, by hand)", chat.Status);
        Assert.EndsWith("by base", chat.Ask("Two", []).Text, StringComparison.Ordinal);
        Assert.Equal([null, "attention 1", null, "base model"], chat.Entries.Select(e => e.Bypass?.What));
    }

    [Fact]
    public void Should_Say_Where_The_Vision_Encoder_Has_Nothing_To_Do()
    {
        var chat = new Chat(_model) { Bypass = Bypass.ByHand(new Knockout(1, Module.VisionLayer)) };
        Assert.Equal("no image is shown, so vision-layer 1 changes nothing", chat.WhyIdle(images: 0));
        Assert.Null(chat.WhyIdle(images: 1));
        chat.Ask("What is it?", [new byte[] { 1, 2, 3 }]);
        Assert.Null(chat.WhyIdle(images: 0));
        chat.Restart();
        chat.Bypass = Bypass.ByHand(new Knockout(1, Module.VisionLayer), Attention1);
        Assert.Null(chat.WhyIdle(images: 0));
    }

    /// <summary>What is bypassed for the answer alone, the prompt is read in two for: both sides' prompt, or they would differ by that as well.</summary>
    [Theory]
    [InlineData(Scope.All)]
    [InlineData(Scope.Answer)]
    public void Should_Read_The_Prompt_Of_Both_Sides_In_One_Way(Scope scope)
    {
        var chat = new Chat(_model) { Bypass = Bypass.ByHand(new Knockout(1, KnockoutKind.Zero(Module.Attention).In(scope))) };
        chat.AskBoth("Which?", []);
        Assert.Equal([scope, scope], _model.Readings);
    }

    [Theory]
    [InlineData(true, ChatSide.Bypassed, "by attention 1")]
    [InlineData(false, ChatSide.Base, "by base")]
    public void Should_Answer_By_Both_Sides_And_Go_On_With_The_Active_One(bool on, ChatSide active, string ending)
    {
        var chat = new Chat(_model) { Bypass = Bypass.ByHand(Attention1), IsOn = on };
        var heard = new List<ChatSide>();
        var both = chat.AskBoth("Which?", [], (side, _) => heard.Add(side));

        Assert.EndsWith("by base", both.Base.Text, StringComparison.Ordinal);
        Assert.EndsWith("by attention 1", both.Bypassed.Text, StringComparison.Ordinal);
        Assert.Equal(active, both.Active);
        Assert.Equal(active, heard[^1]);
        Assert.EndsWith(ending, chat.Entries[^1].Turn.Text, StringComparison.Ordinal);
        Assert.Equal(2, chat.Entries.Count);
        Assert.Equal(_model.Asked[0].Conversation, _model.Asked[1].Conversation);
        Assert.NotNull(_model.Asked[0].Options.Seed);
        Assert.Equal(_model.Asked[0].Options.Seed, _model.Asked[1].Options.Seed);
    }

    [Fact]
    public void Should_Compare_Greedily_Unless_Asked_Otherwise_And_Say_Whether_The_Answers_Agree()
    {
        var chat = new Chat(_model) { Bypass = Bypass.ByHand(Attention1), Options = new SamplingOptions { MaxTokens = 9 } };
        var greedy = chat.AskBoth("Which?", []);
        Assert.All(_model.Asked, a => Assert.Equal((0f, 9), (a.Options.Temperature, a.Options.MaxTokens)));
        Assert.Equal((false, "the answers differ (greedy)"), (greedy.Agree, greedy.Verdict));

        chat.ComparisonOptions = new SamplingOptions { Temperature = 0.5f, Seed = 3 };
        var sampled = chat.AskBoth("Which?", []);
        Assert.All(_model.Asked.TakeLast(2), a => Assert.Equal((0.5f, 3u), (a.Options.Temperature, a.Options.Seed)));
        Assert.Equal("the answers agree (temperature 0.5, seed 3)", (sampled with { Bypassed = sampled.Base }).Verdict);
        Assert.Null((sampled with { Base = sampled.Base with { End = AnswerEnd.Stopped } }).Agree);
    }

    [Fact]
    public void Should_Go_On_With_The_Other_Answer_Until_Something_Else_Is_Asked()
    {
        var chat = new Chat(_model) { Bypass = Bypass.ByHand(Attention1) };
        var both = chat.AskBoth("Which?", []);

        Assert.True(chat.GoOnWith(both, ChatSide.Base));
        Assert.Equal((both.Base.Text, true), (chat.Entries[^1].Turn.Text, chat.Entries[^1].Bypass!.IsNone));
        Assert.True(chat.GoOnWith(both, ChatSide.Bypassed));
        Assert.Equal((both.Bypassed.Text, "attention 1"), (chat.Entries[^1].Turn.Text, chat.Entries[^1].Bypass!.What));
        Assert.True(chat.GoOnWith(both, ChatSide.Base));

        chat.Ask("And then?", []);
        Assert.Equal(both.Base.Text, _model.Asked[^1].Conversation[1].Text);
        Assert.False(chat.GoOnWith(both, ChatSide.Bypassed));
        Assert.Equal(both.Base.Text, chat.Entries[1].Turn.Text);
    }

    [Fact]
    public void Should_Not_Compare_A_Model_With_Itself()
    {
        var chat = new Chat(_model);
        Assert.Contains("nothing is bypassed", chat.WhyNotBoth, StringComparison.Ordinal);
        Assert.Throws<ChatException>(() => chat.AskBoth("Which?", []));
        Assert.Empty(_model.Asked);
    }

    [Fact]
    public void Should_Keep_A_Stopped_Answer_As_Far_As_It_Got()
    {
        using var stop = new CancellationTokenSource();
        _model.OnWord = word => { if (word == "with") stop.Cancel(); };
        var chat = new Chat(_model);
        chat.Ask("Stop me", [], null, stop.Token);

        Assert.Equal("Answer 1 to 'Stop me'", chat.Entries[1].Turn.Text);
        Assert.Equal(AnswerEnd.Stopped, chat.Entries[1].Answer!.End);
    }

    [Fact]
    public void Should_Leave_The_Conversation_Alone_Where_Nothing_Was_Answered()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        var chat = new Chat(_model);
        Assert.Equal(AnswerEnd.Stopped, chat.Ask("Too late", [], null, stop.Token).End);
        _model.RefusesImage = _ => true;
        Assert.Throws<InputException>(() => chat.Ask("Broken", [new byte[] { 1 }]));
        Assert.Empty(chat.Entries);
    }

    [Fact]
    public void Should_Refuse_An_Image_Before_Asking_A_Model_Of_Text()
    {
        _model.TakesImages = false;
        var chat = new Chat(_model);
        var e = Assert.Throws<ModelException>(() => chat.Ask("What?", [new byte[] { 1 }]));
        Assert.Equal(chat.WhyNoImages, e.Message);
        Assert.Contains("takes no images", e.Message, StringComparison.Ordinal);
        Assert.Empty(_model.Asked);
    }

    [Fact]
    public void Should_Not_Put_A_Late_Answer_Into_A_New_Conversation()
    {
        var chat = new Chat(_model);
        _model.OnWord = _ => chat.Restart();
        chat.Ask("First", []);
        Assert.Empty(chat.Entries);
        chat.Ask("Too long ago", []);
        Assert.Empty(chat.Entries);
        Assert.Equal(0, chat.ContextUsed);
    }

    public void Dispose() => _model.Dispose();
}
