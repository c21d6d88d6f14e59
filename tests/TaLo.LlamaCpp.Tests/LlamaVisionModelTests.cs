using TaLo.LlamaCpp.Prompts;
using TaLo.Models;

namespace TaLo.LlamaCpp.Tests;

public sealed class LlamaVisionModelTests(TinyModels models) : IClassFixture<TinyModels>
{
    private static readonly IReadOnlyList<ChatMessage> Hello = [new("user", "Hello <__media__> there")];

    [Fact]
    public void Should_say_what_it_is()
    {
        using var model = LlamaVisionModel.Load(TinyModels.Options(models.Model("qwen2vl"), models.Mmproj("qwen2vl")));
        Assert.Equal("qwen2vl", model.Facts.Architecture);
        Assert.Equal(8, model.Facts.LayerCount);
        Assert.Equal(64, model.Facts.ModelFingerprint.Length);
        Assert.NotEqual(model.Facts.ModelFingerprint, model.Facts.MmprojFingerprint);
        Assert.EndsWith(' ' + Engine.KindOf(Engine.Current.FindDevice("cpu")), model.Facts.Engine, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("qwen2", "<|im_start|>user\nHello <__media__> there<|im_end|>\n<|im_start|>assistant\n")]
    [InlineData("gemma3", "<start_of_turn>user\nHello <__media__> there<end_of_turn>\n<start_of_turn>model\n")]
    public void Should_render_the_models_own_chat_template(string architecture, string expected)
    {
        using var model = LlamaVisionModel.Load(TinyModels.Options(models.Model(architecture)));
        Assert.EndsWith(expected, model.RenderChat(Hello), StringComparison.Ordinal);
    }

    [Fact]
    public void Should_tokenize_and_spell_back()
    {
        using var model = LlamaVisionModel.Load(TinyModels.Options(models.Model("qwen2")));
        var tokens = model.Tokenize("Ask me: größer?<|im_end|>");
        Assert.Equal("Ask me: größer?<|im_end|>", System.Text.Encoding.UTF8.GetString([.. tokens.SelectMany(model.Vocabulary.Piece)]));
        Assert.True(model.IsControl(tokens[^1]));
        Assert.False(model.IsControl(tokens[0]));
    }

    /// <summary>LLamaSharp's own tokenizing of prompts with images ends them in a NUL token, and every answer is wrong in silence.</summary>
    [Theory]
    [InlineData("llama", "Answer: ")]
    [InlineData("qwen2vl", "<|im_start|>assistant\n")]
    public void Should_end_a_prompt_in_its_own_last_token(string architecture, string ending)
    {
        using var model = LlamaVisionModel.Load(TinyModels.Options(models.Model(architecture), models.Mmproj(architecture)));
        using var withImage = (EncodedPrompt)model.Encode($"{model.ImageMarker}\nWhich one?{ending}", [TinyModels.Noise(32, 32, seed: 1)]);
        using var textAlone = (EncodedPrompt)model.Encode($"Which one?{ending}", []);
        Assert.Equal(model.Tokenize(ending)[^1], withImage.Chunks[^1].Tokens[^1]);
        Assert.Equal(model.Tokenize(ending)[^1], textAlone.Chunks[^1].Tokens[^1]);
    }

    [Fact]
    public void Should_bypass_several_layers_at_once_and_each_switch_at_once()
    {
        using var model = LlamaVisionModel.Load(TinyModels.Options(models.Model("llama")));
        using var prompt = model.Encode("One two three", []);
        var nothing = model.Logits(prompt, []).ToArray();
        var both = model.Logits(prompt, [new(2, Module.Attention), new(5, Module.Ffn)]).ToArray();
        var first = model.Logits(prompt, [new(2, Module.Attention)]).ToArray();
        var merged = model.Logits(prompt, [new(2, Module.Attention), new(2, Module.Ffn)]).ToArray();
        Assert.Equal(model.Logits(prompt, [new(2, Module.Layer)]).ToArray(), merged);
        Assert.NotEqual(first, both);
        Assert.NotEqual(nothing, first);
        Assert.Equal(nothing, model.Logits(prompt, []).ToArray());
    }

    [Theory]
    [InlineData("qwen3vl")]
    [InlineData("gemma3")]
    public async Task Should_encode_to_the_same_bits_beside_passes(string architecture)
    {
        using var model = LlamaVisionModel.Load(TinyModels.Options(models.Model(architecture), models.Mmproj(architecture)));
        string text = $"{model.ImageMarker}\nWhat?", render = model.RenderChat(Hello);
        var images = Enumerable.Range(0, 12).Select(i => TinyModels.Noise(56, 56, seed: i)).ToList();
        using var prompt = model.Encode(text, [images[0]]);
        var alone = images.Select(i => Embeddings(model, text, i)).ToList();
        var passes = Enumerable.Range(0, 8).Select(l => model.Logits(prompt, [new(l, Module.Layer)]).ToArray()).ToList();
        var beside = Task.Run(() => images.Select(i =>
        {
            Assert.Equal(render, model.RenderChat(Hello));
            return Embeddings(model, text, i);
        }).ToList());
        do
        {
            for (var layer = 0; layer < 8; layer++)
                Assert.Equal(passes[layer], model.Logits(prompt, [new(layer, Module.Layer)]).ToArray());
        }
        while (!beside.IsCompleted);
        Assert.Equal(alone, await beside);
    }

    private static float[] Embeddings(LlamaVisionModel model, string text, ReadOnlyMemory<byte> image)
    {
        using var prompt = (EncodedPrompt)model.Encode(text, [image]);
        return prompt.Chunks.Single(c => c.IsImage).Embeddings;
    }

    [Fact]
    public void Should_refuse_a_layer_that_does_not_exist()
    {
        using var model = LlamaVisionModel.Load(TinyModels.Options(models.Model("llama")));
        using var prompt = model.Encode("One two three", []);
        var e = Assert.Throws<ModelException>(() => model.Logits(prompt, [new(8, Module.Layer)]));
        Assert.Contains("no layer 8", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_refuse_a_prompt_that_does_not_fit()
    {
        using var model = LlamaVisionModel.Load(TinyModels.Options(models.Model("llama")) with { ContextLength = 256 });
        var e = Assert.Throws<InputException>(() => model.Encode(string.Concat(Enumerable.Repeat("ever longer ", 100)), []));
        Assert.Contains("--ctx", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("llama")]
    [InlineData("smolvlm")]
    [InlineData("qwen2vl")]
    [InlineData("qwen3vl")]
    [InlineData("gemma3")]
    public void Should_take_an_image_of_one_pixel(string architecture)
    {
        using var model = LlamaVisionModel.Load(TinyModels.Options(models.Model(architecture), models.Mmproj(architecture)));
        using var prompt = model.Encode($"{model.ImageMarker}\nWhat?", [TinyModels.Noise(1, 1, seed: 1)]);
        foreach (var logit in model.Logits(prompt, []).ToArray())
            Assert.True(float.IsFinite(logit));
    }

    [Fact]
    public void Should_see_the_image()
    {
        using var model = LlamaVisionModel.Load(TinyModels.Options(models.Model("llama"), models.Mmproj("llama")));
        using var one = model.Encode($"{model.ImageMarker}\nWhat?", [TinyModels.Noise(56, 56, seed: 1)]);
        using var other = model.Encode($"{model.ImageMarker}\nWhat?", [TinyModels.Noise(56, 56, seed: 2)]);
        Assert.NotEqual(model.Logits(one, []).ToArray(), model.Logits(other, []).ToArray());
    }

    [Fact]
    public void Should_refuse_the_wrong_number_of_images()
    {
        using var model = LlamaVisionModel.Load(TinyModels.Options(models.Model("llama"), models.Mmproj("llama")));
        Assert.Throws<InputException>(() => model.Encode("no place for it", [TinyModels.Noise(56, 56, seed: 1)]));
    }

    [Fact]
    public void Should_refuse_an_image_without_an_mmproj()
    {
        using var model = LlamaVisionModel.Load(TinyModels.Options(models.Model("llama")));
        Assert.Throws<ModelException>(() => model.Encode($"{model.ImageMarker} what?", [TinyModels.Noise(56, 56, seed: 1)]));
    }

    [Fact]
    public void Should_refuse_an_mmproj_of_another_model()
    {
        var e = Assert.Throws<ModelException>(() =>
            LlamaVisionModel.Load(TinyModels.Options(models.Model("llama"), models.Mmproj("qwen3vl"))));
        Assert.Contains("mmproj", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_stop_loading_when_told()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() =>
            LlamaVisionModel.Load(TinyModels.Options(models.Model("llama")), null, stop.Token));
    }
}
