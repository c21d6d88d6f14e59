using TaLo.Models;

namespace TaLo.LlamaCpp.Tests.Graph;

/// <summary>Starting in the middle gives, to the bit, what whole passes give, on every architecture and chunk pattern.</summary>
public sealed class ResidualReplayTests(TinyModels models) : IClassFixture<TinyModels>
{
    private const string Text = "Question: which of these is the larger one?\nA. seven\nB. three\nAnswer:";

    [Theory]
    [MemberData(nameof(TinyModels.Architectures), MemberType = typeof(TinyModels))]
    public void Should_equal_whole_passes(string architecture, bool image)
    {
        var options = TinyModels.Options(models.Model(architecture), image ? models.Mmproj(architecture) : null);
        using var whole = LlamaVisionModel.Load(options with { StartInTheMiddle = false });
        using var middle = LlamaVisionModel.Load(options);
        foreach (var text in new[] { Text, "Another, longer question with other words in it, to be sure.\n" + Text })
        {
            using var expected = Oracle.Encode(whole, text, image);
            using var actual = Oracle.Encode(middle, text, image);
            Assert.Equal(whole.Logits(expected, []).ToArray(), middle.Logits(actual, []).ToArray());
            foreach (var module in Modules.OfDecoder)
            {
                for (var layer = 0; layer < whole.Facts.LayerCount; layer++)
                    Assert.Equal(
                        whole.Logits(expected, [new(layer, module)]).ToArray(),
                        middle.Logits(actual, [new(layer, module)]).ToArray());
            }
            Assert.Equal(whole.Logits(expected, [new(3, Module.Ffn), new(6, Module.Layer)]).ToArray(),
                middle.Logits(actual, [new(3, Module.Ffn), new(6, Module.Layer)]).ToArray());
            Assert.Equal(whole.Logits(expected, []).ToArray(), middle.Logits(actual, []).ToArray());
        }
        Assert.True(middle.Decoder.CapturedBytes > 0);
    }

    [Fact]
    public void Should_equal_whole_passes_over_several_micro_batches()
    {
        var options = TinyModels.Options(models.Model("qwen2")) with { ContextLength = 4096 };
        using var whole = LlamaVisionModel.Load(options with { StartInTheMiddle = false });
        using var middle = LlamaVisionModel.Load(options);
        var text = string.Concat(Enumerable.Range(0, 260).Select(i => $"Line {i} of it.\n"));
        using var expected = whole.Encode(text, []);
        using var actual = middle.Encode(text, []);
        Assert.True(expected.TokenCount > 2048);
        Assert.Equal(whole.Logits(expected, []).ToArray(), middle.Logits(actual, []).ToArray());
        for (var layer = 0; layer < whole.Facts.LayerCount; layer++)
            Assert.Equal(
                whole.Logits(expected, [new(layer, Module.Attention)]).ToArray(),
                middle.Logits(actual, [new(layer, Module.Attention)]).ToArray());
    }

    [Fact]
    public void Should_make_whole_passes_when_captures_do_not_fit()
    {
        using var model = LlamaVisionModel.Load(TinyModels.Options(models.Model("llama")));
        using var small = LlamaVisionModel.Load(TinyModels.Options(models.Model("llama")) with { CaptureLimitBytes = 50_000 });
        using var expected = model.Encode(Text, []);
        using var actual = small.Encode(Text, []);
        Assert.Equal(model.Logits(expected, []).ToArray(), small.Logits(actual, []).ToArray());
        Assert.Equal(0, small.Decoder.CapturedBytes);
        Assert.Equal(model.Logits(expected, [new(4, Module.Layer)]).ToArray(), small.Logits(actual, [new(4, Module.Layer)]).ToArray());
    }
}
