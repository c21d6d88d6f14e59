using TaLo.Gguf;
using TaLo.Models;
using TaLo.Tests;

namespace TaLo.LlamaCpp.Tests.Graph;

/// <summary>
/// The oracle on a pretrained decoder with the eye that comes with TaLo: layers of both, bypassed, equal to the bit stock llama.cpp on
/// files whose tensors are really zeroed, pictures included.
/// </summary>
public sealed class EyeOracleTests : IDisposable
{
    private const string Model = "models/SmolLM2-135M-Instruct.Q4_1.gguf";
    private static readonly string Eye = Path.Combine(Path.GetDirectoryName(Checkout.Project("TaLo.Terminal"))!, "../../models/mmproj-smollm2-135m-talo-f16.gguf");

    // Each layer's file is 98 MB: all of them take minutes.
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("TALO_LONG_TESTS") == "1";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("talo-tests-");

    public void Dispose() => _folder.Delete(recursive: true);

    [SharedDataFact(Model)]
    public void Should_equal_zeroed_files_in_every_layer_and_module()
    {
        var path = SharedDataFactAttribute.Path(Model)!;
        using var hooked = LlamaVisionModel.Load(Options(path, Eye));
        using var prompt = Encode(hooked);
        var first = hooked.Logits(prompt, []).ToArray();
        Assert.Equal(Stock(path, Eye), first);

        var decoder =
            from layer in Enumerable.Range(0, hooked.Facts.LayerCount).Where(l => IsLong || l % 7 == 1)
            from kind in new KnockoutKind[] { Module.Attention, Module.Ffn, Module.Layer, KnockoutKind.Uniform() }
            where IsLong || kind == Kind(layer)
            select new Knockout(layer, kind);
        var encoder =
            from layer in Enumerable.Range(0, hooked.Facts.VisionLayerCount)
            from module in Modules.OfVision
            select new Knockout(layer, module);
        foreach (var knockout in decoder.Concat(encoder))
        {
            var zeroed = Path.Combine(_folder.FullName, "zeroed.gguf");
            ZeroedCopy.Write(knockout.IsOfVision ? Eye : path, zeroed, knockout);
            var bypassed = hooked.Logits(prompt, [knockout]).ToArray();
            var expected = knockout.IsOfVision ? Stock(path, zeroed) : Stock(zeroed, Eye);
            Oracle.AssertSame(expected, bypassed, knockout.ToString());
            Assert.False(first.AsSpan().SequenceEqual(bypassed), $"{knockout}: the logits did not move");
        }
        Assert.Equal(first, hooked.Logits(prompt, []).ToArray());
    }

    // Of each layer that is tried in a short run another kind.
    private static KnockoutKind Kind(int layer) => (layer / 7 % 4) switch
    {
        0 => Module.Attention,
        1 => Module.Ffn,
        2 => Module.Layer,
        _ => KnockoutKind.Uniform(),
    };

    private static float[] Stock(string path, string mmproj) => Oracle.Logits(Options(path, mmproj), Encode);

    private static ModelOptions Options(string path, string mmproj) => new() { ModelPath = path, MmprojPath = mmproj, Device = "cpu", Threads = 1, ContextLength = 512, IsTrusted = true };

    private static IEncodedPrompt Encode(LlamaVisionModel model) =>
        model.Encode($"{model.ImageMarker}\nQuestion: What is in the picture?\nAnswer:", [TinyModels.Noise(96, 96, seed: 3)]);
}
