using TaLo.Models;

namespace TaLo.LlamaCpp.Tests.Graph;

/// <summary>
/// The oracle: a bypass must equal, to the bit, stock llama.cpp (no hook) on a file whose tensors are really zeroed.
/// </summary>
public sealed class KnockoutOracleTests(TinyModels models) : IClassFixture<TinyModels>
{
    private const string Text = "Question: which of these is the larger one?\nA. seven\nB. three\nAnswer:";

    public static TheoryData<string> Decoders => [.. TinyModels.Decoders.Keys];

    public static TheoryData<string> Encoders => [.. TinyModels.Encoders.Keys];

    [Theory]
    [MemberData(nameof(Decoders))]
    public void Should_equal_a_zeroed_file_for_text(string architecture) => Compare(architecture, mmproj: null);

    [Theory]
    [MemberData(nameof(Encoders))]
    public void Should_equal_a_zeroed_file_for_a_prompt_with_images(string architecture) =>
        Compare(architecture, models.Mmproj(architecture));

    private static IEnumerable<Knockout> All(int layers) =>
        from layer in Enumerable.Range(0, layers)
        from kind in new KnockoutKind[] { Module.Attention, Module.Ffn, Module.Layer, KnockoutKind.Uniform() }
        select new Knockout(layer, kind);

    private void Compare(string architecture, string? mmproj)
    {
        using var hooked = LlamaVisionModel.Load(TinyModels.Options(models.Model(architecture), mmproj));
        using var prompt = Encode(hooked, mmproj is not null);
        var first = hooked.Logits(prompt, []).ToArray();
        Assert.Equal(Stock(models.Model(architecture), mmproj), first);

        foreach (var knockout in All(hooked.Facts.LayerCount))
        {
            var bypassed = hooked.Logits(prompt, [knockout]).ToArray();
            var zeroed = models.Zeroed(architecture, knockout);
            Oracle.AssertSame(Stock(zeroed, mmproj), bypassed, $"{architecture}, {knockout}");
            Assert.False(first.AsSpan().SequenceEqual(bypassed), $"{architecture}, {knockout}: the logits did not move");
        }
        Oracle.AssertSame(first, hooked.Logits(prompt, []).ToArray(), $"{architecture}, after un-bypassing");
    }

    private static float[] Stock(string path, string? mmproj) => Oracle.Logits(TinyModels.Options(path, mmproj), model => Encode(model, mmproj is not null));

    private static IEncodedPrompt Encode(LlamaVisionModel model, bool images) => Oracle.Encode(model, Text, images);
}
