using TaLo.LlamaCpp.Tests.Chats;
using TaLo.Models;

namespace TaLo.LlamaCpp.Tests.Graph;

/// <summary>The oracle of repetition: stock llama.cpp (no hook) on a file whose blocks are really there several times. Equal to the bit.</summary>
public sealed class RepeatTests(TinyModels models) : IClassFixture<TinyModels>
{
    private const string Text = "Question: which of these is the larger one?\nA. seven\nB. three\nAnswer:";

    [Theory]
    [MemberData(nameof(TinyModels.Architectures), MemberType = typeof(TinyModels))]
    public void Should_equal_a_file_with_repeated_blocks(string architecture, bool image)
    {
        var mmproj = image ? models.Mmproj(architecture) : null;
        using var hooked = LlamaVisionModel.Load(TinyModels.Options(models.Model(architecture), mmproj));
        using var prompt = Encode(hooked, image);
        var before = hooked.Logits(prompt, []).ToArray();
        foreach (var knockout in Blocks(architecture))
        {
            var expected = Stock(models.Zeroed(architecture, knockout), mmproj, image);
            var actual = hooked.Logits(prompt, [knockout]).ToArray();
            Oracle.AssertSame(expected, actual, $"{architecture}, {knockout}");
            Assert.NotEqual(before, actual);
        }
        Oracle.AssertSame(before, hooked.Logits(prompt, []).ToArray(), $"{architecture}, base again");
    }

    [Theory]
    [MemberData(nameof(TinyModels.Architectures), MemberType = typeof(TinyModels))]
    public void Should_equal_stock_generation_on_a_file_with_repeated_blocks(string architecture, bool image)
    {
        var mmproj = image ? models.Mmproj(architecture) : null;
        var question = image ? Talk.User("What is it, and where?", 3, 4) : Talk.User("What is it, and where?");
        using var hooked = LlamaVisionModel.Load(TinyModels.Options(models.Model(architecture), mmproj));
        hooked.Answer([question]);
        var plain = hooked.Latest();
        foreach (var knockout in Blocks(architecture))
        {
            hooked.Answer([question], knockout);
            var expected = StockAnswer(models.Zeroed(architecture, knockout), mmproj, question);
            Talk.AssertSame(expected, hooked.Latest(), $"{architecture}, {knockout}");
            using var prompt = Render(hooked, question);
            Assert.Equal(expected.Tokens, hooked.Generate(prompt, [knockout], new GenerationOptions(Talk.Greedy.MaxTokens)).Tokens);
        }
        hooked.Answer([question]);
        Talk.AssertSame(plain, hooked.Latest(), $"{architecture}, switched off again");
    }

    [Fact]
    public void Should_equal_it_over_several_micro_batches_and_without_captures()
    {
        var options = TinyModels.Options(models.Model("qwen2")) with { ContextLength = 4096 };
        var text = string.Concat(Enumerable.Range(0, 260).Select(i => $"Line {i} of it.\n"));
        using var captured = LlamaVisionModel.Load(options);
        using var alone = LlamaVisionModel.Load(options with { StartInTheMiddle = false });
        using var prompt = captured.Encode(text, []);
        using var same = alone.Encode(text, []);
        Assert.True(prompt.TokenCount > 2048);
        captured.Logits(prompt, []);
        foreach (var knockout in Blocks("qwen2"))
        {
            using var stock = LlamaVisionModel.Load(options with { ModelPath = models.Zeroed("qwen2", knockout), InstallHook = false });
            using var again = stock.Encode(text, []);
            var expected = stock.Logits(again, []).ToArray();
            Oracle.AssertSame(expected, captured.Logits(prompt, [knockout]).ToArray(), $"{knockout}");
            Oracle.AssertSame(expected, alone.Logits(same, [knockout]).ToArray(), $"{knockout}, no capture");
        }
    }

    [Fact]
    public void Should_grow_turn_by_turn_as_a_fresh_conversation()
    {
        var knockout = Knockout.Parse("repeat 2-3x3");
        using var grown = LlamaVisionModel.Load(TinyModels.Options(models.Model("qwen2vl"), models.Mmproj("qwen2vl")));
        List<ChatTurn> turns = [Talk.User("What is it?", 3)];
        turns.Add(grown.Answer(turns, knockout));
        turns.Add(Talk.User("And there?"));
        Assert.InRange(grown.Answer(turns, [knockout], Talk.Greedy).Figures.ReusedTokens, 1, 1024);

        using var fresh = LlamaVisionModel.Load(TinyModels.Options(models.Model("qwen2vl"), models.Mmproj("qwen2vl")));
        fresh.Answer(turns, knockout);
        Talk.AssertSame(fresh.Latest(), grown.Latest(), "grown");

        fresh.Answer(turns, Knockout.Parse("repeat 2-3"));
        grown.Answer(turns, Knockout.Parse("repeat 2-3"));
        Talk.AssertSame(fresh.Latest(), grown.Latest(), "fewer runs");
    }

    [Fact]
    public void Should_go_together_with_what_is_zeroed()
    {
        Knockout[] both = [new(3, Module.Attention), Knockout.Parse("repeat 2-4"), new(6, Module.Ffn)];
        using var hooked = LlamaVisionModel.Load(TinyModels.Options(models.Model("qwen2")));
        using var prompt = Encode(hooked, images: false);
        hooked.Logits(prompt, []);
        var together = hooked.Logits(prompt, both).ToArray();

        var twice = Path.Combine(models.Folder, "twice.gguf");
        TaLo.Gguf.ZeroedCopy.Write(models.Zeroed("qwen2", both[0]), twice + ".zeroed", new Knockout(6, Module.Ffn));
        TinyModels.Repeat(twice + ".zeroed", twice, both[1]);
        Oracle.AssertSame(Stock(twice, null, images: false), together, "three knockouts");
    }

    [Fact]
    public void Should_go_together_with_a_zeroed_layer_0_over_several_micro_batches()
    {
        Knockout[] both = [new(0, Module.Ffn), Knockout.Parse("repeat 2")];
        var options = TinyModels.Options(models.Model("qwen2")) with { ContextLength = 2048 };
        var text = string.Concat(Enumerable.Range(0, 80).Select(i => $"Line {i} of it.\n"));
        var expected = Oracle.Logits(options with { ModelPath = ZeroedAndRepeated("qwen2", both) }, m => m.Encode(text, []));
        using var captured = LlamaVisionModel.Load(options);
        using var alone = LlamaVisionModel.Load(options with { StartInTheMiddle = false });
        using var prompt = captured.Encode(text, []);
        using var same = alone.Encode(text, []);
        Assert.True(prompt.TokenCount > DecodingContext.MicroBatch);
        captured.Logits(prompt, []);

        Oracle.AssertSame(expected, captured.Logits(prompt, both).ToArray(), "captured");
        Oracle.AssertSame(expected, alone.Logits(same, both).ToArray(), "no capture");
        Oracle.AssertSame(expected, captured.Logits(prompt, both).ToArray(), "again");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Should_go_together_with_a_zeroed_layer_that_begins_with_features_from_outside(bool image)
    {
        Knockout[] both = [new(2, Module.Attention), Knockout.Parse("repeat 2")];
        var mmproj = models.Mmproj("qwen3vl");
        var expected = Stock(ZeroedAndRepeated("qwen3vl", both), mmproj, image);
        using var hooked = LlamaVisionModel.Load(TinyModels.Options(models.Model("qwen3vl"), mmproj));
        using var prompt = Encode(hooked, image);

        Oracle.AssertSame(expected, hooked.Logits(prompt, both).ToArray(), "no capture");
        hooked.Logits(prompt, []);
        Oracle.AssertSame(expected, hooked.Logits(prompt, both).ToArray(), "behind the base pass");
        Oracle.AssertSame(expected, hooked.Logits(prompt, both).ToArray(), "again");
    }

    [Theory]
    [InlineData("repeat 0", "layer 0")]
    [InlineData("repeat 3 answer", "all positions")]
    [InlineData("repeat 6-8", "layers 0 to 7")]
    public void Should_refuse_in_one_line_what_it_cannot(string knockout, string expected)
    {
        using var hooked = LlamaVisionModel.Load(TinyModels.Options(models.Model("qwen2")));
        using var prompt = Encode(hooked, images: false);
        var before = hooked.Logits(prompt, []).ToArray();
        Assert.Contains(expected, Assert.Throws<ModelException>(() => hooked.Logits(prompt, [Knockout.Parse(knockout)]).Length).Message, StringComparison.Ordinal);
        Assert.Contains("at all positions", Assert.Throws<ModelException>(
            () => hooked.Logits(prompt, [Knockout.Parse("repeat 2"), Knockout.Parse("attention 5 answer")]).Length).Message, StringComparison.Ordinal);
        Assert.Contains("one block", Assert.Throws<ModelException>(() => hooked.Logits(prompt, [Knockout.Parse("repeat 2"), Knockout.Parse("repeat 5")]).Length).Message, StringComparison.Ordinal);
        Assert.Equal(before, hooked.Logits(prompt, []).ToArray());
    }

    [Fact]
    public void Should_refuse_layers_behind_which_image_features_are_added()
    {
        using var hooked = LlamaVisionModel.Load(TinyModels.Options(models.Model("qwen3vl"), models.Mmproj("qwen3vl")));
        using var prompt = Encode(hooked, images: true);
        Assert.Contains("added behind layer 1", Assert.Throws<ModelException>(() => hooked.Logits(prompt, [Knockout.Parse("repeat 1-3")]).Length).Message, StringComparison.Ordinal);
    }

    /// <summary>
    /// Single layers, blocks, more runs, up to the last layer. In a file, layers behind the block have other numbers: what an
    /// architecture does by a layer's number must come out the same, or the file is another model.
    /// </summary>
    internal static IEnumerable<Knockout> Blocks(string architecture)
    {
        var shape = TinyModels.Decoders[architecture];
        string[] blocks = shape.SlidingWindow > 0 ? ["repeat 1-3", "repeat 4-6x3", "repeat 5-7"]
            : shape.DeepstackLayers > 0 ? ["repeat 2", "repeat 4-6x3", "repeat 7"]
            : ["repeat 1", "repeat 3", "repeat 2-5", "repeat 4x3", "repeat 6-7x3", "repeat 7", "repeat 1-7"];
        return blocks.Select(Knockout.Parse);
    }

    private string ZeroedAndRepeated(string architecture, Knockout[] both)
    {
        var path = Path.Combine(models.Folder, $"{architecture}-{both[0]}-{both[1]}.gguf");
        TinyModels.Repeat(models.Zeroed(architecture, both[0]), path, both[1]);
        return path;
    }

    private static float[] Stock(string path, string? mmproj, bool images) => Oracle.Logits(TinyModels.Options(path, mmproj), model => Encode(model, images));

    private static (int[] Tokens, float[] Logits) StockAnswer(string path, string? mmproj, ChatTurn question)
    {
        using var model = LlamaVisionModel.Load(TinyModels.Options(path, mmproj) with { InstallHook = false });
        using var prompt = Render(model, question);
        return Talk.DecodeGreedily(model, prompt, Talk.Greedy.MaxTokens);
    }

    private static IEncodedPrompt Render(LlamaVisionModel model, ChatTurn question)
    {
        var markers = string.Concat(question.Images.Select(_ => model.ImageMarker + "\n"));
        return model.Encode(model.RenderChat([new ChatMessage("user", markers + question.Text)]), question.Images);
    }

    private static IEncodedPrompt Encode(LlamaVisionModel model, bool images) => Oracle.Encode(model, Text, images);
}
