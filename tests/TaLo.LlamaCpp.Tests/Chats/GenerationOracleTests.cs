using TaLo.Models;

namespace TaLo.LlamaCpp.Tests.Chats;

/// <summary>
/// The oracle: an answer generated behind a pass that started in the middle equals, token for token and bit for bit, plain
/// greedy decoding by stock llama.cpp (no hook) of the same prompt on a file whose tensors are really zeroed.
/// </summary>
public sealed class GenerationOracleTests(TinyModels models) : IClassFixture<TinyModels>
{
    private const string Text = "Question: which of these is the larger one?\nA. seven\nB. three\nAnswer:";

    private static readonly GenerationOptions Twelve = new(12);

    // Each pass writes the caches of its own layers and those above: what the next one finds below it was another's.
    private static readonly Knockout[] Knockouts =
    [
        new(2, Module.Attention), new(3, Module.Attention), new(6, Module.Attention), new(7, Module.Ffn), new(1, Module.Layer),
        new(5, Module.Layer), new(0, Module.Ffn), new(4, Module.Ffn),
    ];

    [Theory]
    [MemberData(nameof(TinyModels.Architectures), MemberType = typeof(TinyModels))]
    public void Should_equal_stock_decoding_of_a_zeroed_file(string architecture, bool image)
    {
        var mmproj = image ? models.Mmproj(architecture) : null;
        using var hooked = LlamaVisionModel.Load(TinyModels.Options(models.Model(architecture), mmproj));
        using var prompt = Encode(hooked, image);
        var first = Answer(hooked, prompt);
        Talk.AssertSame(Stock(models.Model(architecture), mmproj), first, $"{architecture}, base");

        foreach (var knockout in Knockouts.Where(k => k.Layer < hooked.Facts.LayerCount))
        {
            var zeroed = models.Zeroed(architecture, knockout);
            Talk.AssertSame(Stock(zeroed, mmproj), Answer(hooked, prompt, knockout), $"{architecture}, {knockout}");
        }
        Talk.AssertSame(first, Answer(hooked, prompt), $"{architecture}, base again");
    }

    [Fact]
    public void Should_be_the_same_in_any_order_and_from_the_beginning()
    {
        var options = TinyModels.Options(models.Model("qwen2vl"), models.Mmproj("qwen2vl"));
        using var whole = LlamaVisionModel.Load(options with { StartInTheMiddle = false });
        using var middle = LlamaVisionModel.Load(options);
        using var expected = Encode(whole, image: true);
        using var actual = Encode(middle, image: true);
        middle.Generate(actual, [], Twelve);
        foreach (var layer in new[] { 4, 2, 6, 5, 1, 7, 3 })
        {
            foreach (var module in Modules.OfDecoder)
                Talk.AssertSame(Answer(whole, expected, new Knockout(layer, module)), Answer(middle, actual, new Knockout(layer, module)), $"{module} {layer}");
        }
    }

    [Theory]
    [InlineData("llama")]
    [InlineData("gemma3")]
    public void Should_not_depend_on_the_kinds_of_knockouts_before(string architecture)
    {
        Knockout[] kinds = [.. new[] { "uniform 2", "attention 5", "repeat 1-2", "ffn 3", "uniform 4", "layer 6" }.Select(Knockout.Parse)];
        using var used = LlamaVisionModel.Load(TinyModels.Options(models.Model(architecture)));
        using var prompt = Encode(used, image: false);
        Answer(used, prompt);
        foreach (var knockout in kinds.Where(k => k.Exists(used.Facts.LayerCount)))
        {
            using var fresh = LlamaVisionModel.Load(TinyModels.Options(models.Model(architecture)));
            using var alone = Encode(fresh, image: false);
            var expected = fresh.Generate(alone, [knockout], Twelve);
            var actual = used.Generate(prompt, [knockout], Twelve);
            Assert.Equal(expected.Tokens, actual.Tokens);
            Assert.Equal(expected.MeanLogProbability, actual.MeanLogProbability);
        }
    }

    [Fact]
    public void Should_be_exact_where_the_base_pass_was_made_for_its_logits_alone()
    {
        using var model = LlamaVisionModel.Load(TinyModels.Options(models.Model("llama")));
        using var prompt = Encode(model, image: false);
        model.Logits(prompt, []);
        model.Logits(prompt, [new(2, Module.Layer)]);
        var knockout = new Knockout(5, Module.Attention);
        Talk.AssertSame(Stock(models.Zeroed("llama", knockout), null), Answer(model, prompt, knockout), "no caches kept");
    }

    [Fact]
    public void Should_give_another_answer_its_own_probability()
    {
        using var model = LlamaVisionModel.Load(TinyModels.Options(models.Model("llama")));
        using var prompt = Encode(model, image: false);
        var answer = model.Generate(prompt, [new(3, Module.Ffn)], Twelve);
        var same = model.Generate(prompt, [new(3, Module.Ffn)], Twelve with { Against = _ => [.. answer.Tokens.Take(5)] });
        var five = model.Generate(prompt, [new(3, Module.Ffn)], new GenerationOptions(5));
        Assert.Equal(five.MeanLogProbability, same.AgainstMeanLogProbability);
        Assert.Null(five.AgainstMeanLogProbability);

        var other = model.Generate(prompt, [new(3, Module.Ffn)], Twelve with { Against = _ => [answer.Tokens[0], (answer.Tokens[1] + 1) % 200] });
        Assert.True(other.AgainstMeanLogProbability < model.Generate(prompt, [new(3, Module.Ffn)], new GenerationOptions(2)).MeanLogProbability);
        Assert.Equal(answer.Tokens, other.Tokens);
    }

    [Fact]
    public void Should_end_where_it_is_told_that_it_is_complete_and_at_its_limit()
    {
        using var model = LlamaVisionModel.Load(TinyModels.Options(models.Model("llama")));
        using var prompt = Encode(model, image: false);
        var whole = model.Generate(prompt, [], Twelve);
        Assert.Equal(AnswerEnd.Length, whole.End);
        Assert.Equal(12, whole.Tokens.Count);
        Assert.Equal(model.Logits(prompt, []).ToArray(), whole.Logits.ToArray());

        var early = model.Generate(prompt, [], Twelve with { IsComplete = text => text.Length > 2 });
        Assert.Equal(AnswerEnd.Stopped, early.End);
        Assert.Equal(whole.Tokens.Take(early.Tokens.Count), early.Tokens);
        Assert.InRange(early.Tokens.Count, 1, 11);
    }

    private static (int[] Tokens, float[] Logits) Stock(string path, string? mmproj)
    {
        using var model = LlamaVisionModel.Load(TinyModels.Options(path, mmproj) with { InstallHook = false });
        using var prompt = Encode(model, mmproj is not null);
        return Talk.DecodeGreedily(model, prompt, Twelve.MaxTokens);
    }

    private static (int[] Tokens, float[] Logits) Answer(LlamaVisionModel model, IEncodedPrompt prompt, params Knockout[] knockouts)
    {
        var answer = model.Generate(prompt, knockouts, Twelve);
        return ([.. answer.Tokens], model.Decoder.LastLogits().ToArray());
    }

    private static IEncodedPrompt Encode(LlamaVisionModel model, bool image) => Oracle.Encode(model, Text, image);
}
