using TaLo.Models;

namespace TaLo.LlamaCpp.Tests;

/// <summary>What a bypass is compared with: stock llama.cpp, without the hook, on a file that is really changed.</summary>
internal static class Oracle
{
    /// <summary>Encodes a text, with two pictures before it or alone.</summary>
    public static IEncodedPrompt Encode(LlamaVisionModel model, string text, bool images, Scope scope = Scope.All) => images
        ? model.Encode($"Two pictures: {model.ImageMarker} and {model.ImageMarker}\n{text}",
            [TinyModels.Noise(56, 56, seed: 3), TinyModels.Noise(84, 56, seed: 4)], scope)
        : model.Encode(text, [], scope);

    /// <summary>Stock llama.cpp's logits.</summary>
    /// <param name="options">The file, and how it is loaded.</param>
    /// <param name="encode">Encodes the prompt.</param>
    public static float[] Logits(ModelOptions options, Func<LlamaVisionModel, IEncodedPrompt> encode)
    {
        using var model = LlamaVisionModel.Load(options with { InstallHook = false });
        using var prompt = encode(model);
        return model.Logits(prompt, []).ToArray();
    }

    /// <summary>Every logit is a number and the same, to the bit.</summary>
    public static void AssertSame(float[] expected, float[] actual, string what)
    {
        Assert.All(actual, v => Assert.True(float.IsFinite(v), what));
        var largest = expected.Zip(actual, (e, a) => Math.Abs(e - a)).Max();
        Assert.True(largest == 0, $"{what}: the largest difference is {largest}");
    }
}
