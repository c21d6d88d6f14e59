using TaLo.Models;

namespace TaLo.LlamaCpp.Tests;

/// <summary>What passes over one prompt share is done once, and what nobody reads is not done at all.</summary>
public sealed class NothingTwiceTests(TinyModels models) : IClassFixture<TinyModels>
{
    private const string Text = "Question: which of these is the larger one?\nA. seven\nB. three\nAnswer:";

    [Fact]
    public void Should_compute_logits_of_the_answer_position_only()
    {
        using var model = LlamaVisionModel.Load(TinyModels.Options(models.Model("qwen2")));
        using var prompt = model.Encode(Text, []);
        foreach (var knockouts in new IReadOnlyList<Knockout>[] { [], [new(4, Module.Layer)] })
        {
            _ = model.Logits(prompt, knockouts)[0];
            Assert.True(model.Decoder.HasLogitsOf(prompt.TokenCount - 1));
            for (var token = 0; token < prompt.TokenCount - 1; token++)
                Assert.False(model.Decoder.HasLogitsOf(token));
        }
    }

    [Fact]
    public void Should_build_the_graph_of_a_text_prompt_once_for_all_passes()
    {
        using var model = LlamaVisionModel.Load(TinyModels.Options(models.Model("qwen2")));
        using var prompt = model.Encode(Text, []);
        _ = model.Logits(prompt, [])[0];
        for (var layer = 0; layer < 8; layer++)
        {
            var before = model.Decoder.GraphsReused;
            _ = model.Logits(prompt, [new(layer, Module.Attention)])[0];
            Assert.Equal(before + 1, model.Decoder.GraphsReused);
        }
    }
}
