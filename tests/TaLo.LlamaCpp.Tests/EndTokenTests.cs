using TaLo.Gguf;
using TaLo.LlamaCpp.Prompts;
using TaLo.Models;

namespace TaLo.LlamaCpp.Tests;

/// <summary>Some tokenizers put an end token behind every text (<c>add_eos_token</c>): nothing is to be answered behind the end.</summary>
public sealed class EndTokenTests(TinyModels models) : IClassFixture<TinyModels>, IDisposable
{
    private readonly string ended = Path.GetTempFileName();

    public void Dispose() => File.Delete(ended);

    [Theory]
    [InlineData("llama", false)]
    [InlineData("qwen2", false)]
    [InlineData("llama", true)]
    [InlineData("qwen2vl", true)]
    public void Should_not_stand_before_an_answer(string architecture, bool withImage)
    {
        using (var file = File.Create(ended))
            EditedModel.Write(models.Model(architecture), file, new ModelEdit { Metadata = new Dictionary<string, object> { ["tokenizer.ggml.add_eos_token"] = true } });
        using var plain = Load(models.Model(architecture));
        using var ending = Load(ended);
        Assert.True(ending.Vocabulary.AddsEnd && !plain.Vocabulary.AddsEnd);

        foreach (var prompt in new[] { "Is it so?", $"Is it so?{plain.Vocabulary.EndText}", plain.RenderChat([new ChatMessage("user", "Is it so?")]) })
            Assert.Equal(Tokens(plain, prompt), Tokens(ending, prompt));
        Assert.Equal(Scored(plain), Scored(ending));

        LlamaVisionModel Load(string path) => LlamaVisionModel.Load(TinyModels.Options(path, withImage ? models.Mmproj(architecture) : null));

        List<int[]> Tokens(LlamaVisionModel model, string prompt)
        {
            using var encoded = (EncodedPrompt)(withImage ? model.Encode($"{model.ImageMarker}\n{prompt}", [TinyModels.Noise(56, 56, seed: 1)]) : model.Encode(prompt, []));
            return [.. encoded.Chunks.Select(c => c.Tokens)];
        }

        List<int> Scored(LlamaVisionModel model)
        {
            var context = withImage ? $"{model.ImageMarker}\nThe cat" : "The cat";
            using var encoded = model.EncodeContinuations([new(context, " sat"), new(context, " ran away")], withImage ? [TinyModels.Noise(56, 56, seed: 1)] : []);
            return [.. encoded.Scored(0), .. encoded.Scored(1)];
        }
    }
}
