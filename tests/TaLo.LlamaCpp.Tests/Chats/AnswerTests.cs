using TaLo.LlamaCpp.Chats;
using TaLo.Models;

namespace TaLo.LlamaCpp.Tests.Chats;

public sealed class AnswerTests(TinyModels models) : IClassFixture<TinyModels>
{
    private static readonly ChatTurn[] Question = [Talk.User("What is it?")];

    [Fact]
    public void Should_stream_what_it_answers()
    {
        using var model = Load("llama");
        var pieces = new List<AnswerProgress>();
        var answer = model.Answer(Question, [], Talk.Greedy, pieces.Add);
        Assert.Equal(answer.Text, string.Concat(pieces.Select(p => p.Text)).TrimEnd());
        Assert.Equal(AnswerEnd.Length, answer.End);
        Assert.Equal(Talk.Greedy.MaxTokens, answer.Figures.GeneratedTokens);
        Assert.Equal(Talk.Greedy.MaxTokens, pieces[^1].GeneratedTokens);
        Assert.Equal(answer.Figures.PromptTokens + Talk.Greedy.MaxTokens - 1, answer.Figures.ContextUsed);
    }

    [Fact]
    public void Should_end_when_the_context_is_full()
    {
        using var model = LlamaVisionModel.Load(TinyModels.Options(models.Model("llama")) with { ContextLength = 256 });
        var answer = model.Answer(Question, [], SamplingOptions.Greedy with { MaxTokens = 0 });
        Assert.Equal(AnswerEnd.ContextFull, answer.End);
        Assert.Equal((256, 256), (answer.Figures.ContextUsed, answer.Figures.ContextLength));
        Assert.Equal(256 - answer.Figures.PromptTokens + 1, answer.Figures.GeneratedTokens);
    }

    [Fact]
    public void Should_end_with_the_turn()
    {
        using var model = Load("qwen2");
        var answer = model.Answer(Question, [], new SamplingOptions { Temperature = 50, TopK = 0, TopP = 1, MinP = 0, MaxTokens = 0, Seed = 1 });
        Assert.Equal(AnswerEnd.EndOfTurn, answer.End);
        Assert.True(model.Vocabulary.EndsGeneration(model.Answers.LatestTokens[^1]));
        Assert.DoesNotContain(model.Answers.LatestTokens.SkipLast(1), model.Vocabulary.EndsGeneration);
    }

    [Fact]
    public void Should_sample_the_same_for_the_same_seed()
    {
        using var model = Load("qwen2");
        var options = new SamplingOptions { MaxTokens = 20, Temperature = 2, Seed = 7, RepeatPenalty = 1.2f };
        model.Answer(Question, [], options);
        var first = model.Latest().Tokens;
        model.Answer(Question, [], options with { Seed = 8 });
        var other = model.Latest().Tokens;
        model.Answer(Question, [], options);
        Assert.Equal(first, model.Latest().Tokens);
        Assert.NotEqual(first, other);
    }

    [Fact]
    public void Should_take_the_likeliest_token_where_only_one_is_considered()
    {
        using var model = Load("llama");
        model.Answer(Question);
        var greedy = model.Latest().Tokens;
        foreach (var narrow in new[] { new SamplingOptions { TopK = 1 }, new SamplingOptions { TopP = 0 }, new SamplingOptions { MinP = 1 } })
        {
            model.Answer(Question, [], narrow with { MaxTokens = Talk.Greedy.MaxTokens });
            Assert.Equal(greedy, model.Latest().Tokens);
        }
    }

    [Fact]
    public void Should_repeat_itself_less_when_that_is_penalised()
    {
        using var model = Load("llama");
        model.Answer(Question, [], Talk.Greedy with { MaxTokens = 30 });
        Assert.NotEqual(model.Latest().Tokens.Distinct(), model.Latest().Tokens);
        model.Answer(Question, [], Talk.Greedy with { MaxTokens = 30, RepeatPenalty = 1000 });
        Assert.Equal(model.Latest().Tokens.Distinct(), model.Latest().Tokens);
    }

    [Fact]
    public void Should_stop_in_the_middle_of_an_answer_and_go_on_as_if_nothing_had_been()
    {
        using var model = Load("llama");
        using var stop = new CancellationTokenSource();
        var answer = model.Answer(Question, [], Talk.Greedy, p => { if (p.GeneratedTokens == 4) stop.Cancel(); }, stop: stop.Token);
        Assert.Equal(AnswerEnd.Stopped, answer.End);
        Assert.Equal(4, answer.Figures.GeneratedTokens);

        using var fresh = Load("llama");
        ChatTurn[] turns = [.. Question, Talk.Assistant(answer.Text), Talk.User("Go on")];
        fresh.Answer(turns);
        model.Answer(turns);
        Talk.AssertSame(fresh.Latest(), model.Latest(), "after a stopped answer");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(300)]
    public void Should_stop_inside_a_pass_over_the_conversation(int look)
    {
        using var model = Load("gemma3", image: true);
        using var fresh = Load("gemma3", image: true);
        ChatTurn[] turns = [Talk.User("What is it?", 3), Talk.Assistant("It is"), Talk.User("Where?", 4)];
        using var stop = new CancellationTokenSource();
        var looks = 0;
        model.Decoder.Stop.OnLook = () => { if (++looks == look) stop.Cancel(); };
        var answer = model.Answer(turns, [], Talk.Greedy, null, stop: stop.Token);
        model.Decoder.Stop.OnLook = null;
        Assert.Equal((AnswerEnd.Stopped, ""), (answer.End, answer.Text));

        fresh.Answer(turns);
        model.Answer(turns);
        Talk.AssertSame(fresh.Latest(), model.Latest(), $"after a stop at look {look}");
    }

    [Fact]
    public void Should_refuse_what_cannot_be_sent()
    {
        using var model = LlamaVisionModel.Load(TinyModels.Options(models.Model("llama")) with { ContextLength = 256 });
        Assert.Contains("takes no images", Assert.Throws<ModelException>(() => model.Answer([Talk.User("What?", 1)])).Message, StringComparison.Ordinal);
        Assert.Contains(model.ImageMarker, Assert.Throws<InputException>(
            () => model.Answer([Talk.User($"What is {model.ImageMarker}?")])).Message, StringComparison.Ordinal);
        var tooLong = Talk.User(string.Concat(Enumerable.Repeat("ever longer ", 100)));
        Assert.Contains("--ctx", Assert.Throws<InputException>(() => model.Answer([tooLong])).Message, StringComparison.Ordinal);
        Assert.Contains("no ffn 8", Assert.Throws<ModelException>(() => model.Answer(Question, new Knockout(8, Module.Ffn))).Message, StringComparison.Ordinal);
        Assert.NotEqual("", model.Answer(Question).Text);
    }

    [Fact]
    public void Should_never_show_half_a_character()
    {
        using var model = Load("qwen2");
        const string Text = "größer als 日本 🙂, oder?";
        var text = new AnswerText(model.Vocabulary);
        var pieces = model.Tokenize(" " + Text + "<|im_end|>").Select(text.Add).ToList();
        Assert.Equal(Text, string.Concat(pieces));
        Assert.Equal(Text, text.Text);
        Assert.True(pieces.Count > Text.Length);
    }

    private LlamaVisionModel Load(string architecture, bool image = false) =>
        LlamaVisionModel.Load(TinyModels.Options(models.Model(architecture), image ? models.Mmproj(architecture) : null));
}
