using TaLo.Models;

namespace TaLo.LlamaCpp.Tests.Graph;

/// <summary>
/// The oracle for sets of layers, as a greedy search asks them: the passes of a step equal, to the bit, stock llama.cpp on files with all
/// of the set's tensors zeroed, although they start in the middle of the pass with the set in force.
/// </summary>
public sealed class SetTests(TinyModels models) : IClassFixture<TinyModels>
{
    private const string Text = "Question: which of these is the larger one?\nA. seven\nB. three\nAnswer:";

    [Theory]
    [MemberData(nameof(TinyModels.Architectures), MemberType = typeof(TinyModels))]
    public void Should_equal_files_with_the_whole_set_zeroed(string architecture, bool image)
    {
        var mmproj = image ? models.Mmproj(architecture) : null;
        using var hooked = LlamaVisionModel.Load(TinyModels.Options(models.Model(architecture), mmproj));
        foreach (var (inForce, added) in Steps(hooked.Facts.LayerCount))
        {
            // The step alone, as a sweep asks it; then behind the base pass and going back to it.
            using var prompt = Encode(hooked, image);
            var before = hooked.Logits(prompt, inForce.Knockouts).ToArray();
            Assert.Equal(Stock(models.Zeroed(architecture, inForce), mmproj), before);
            foreach (var knockout in added)
            {
                var set = inForce.With(knockout);
                var after = hooked.Logits(prompt, set.Knockouts).ToArray();
                Assert.Equal(Stock(models.Zeroed(architecture, set), mmproj), after);
                Assert.NotEqual(before, after);
            }
            Assert.Equal(before, hooked.Logits(prompt, inForce.Knockouts).ToArray());
            Assert.Equal(Stock(models.Model(architecture), mmproj), hooked.Logits(prompt, []).ToArray());
            Assert.Equal(before, hooked.Logits(prompt, inForce.Knockouts).ToArray());
        }
    }

    [Theory]
    [InlineData("llama", false)]
    [InlineData("gemma3", false)]
    [InlineData("qwen2vl", true)]
    public void Should_generate_what_a_file_with_the_whole_set_zeroed_does(string architecture, bool image)
    {
        var mmproj = image ? models.Mmproj(architecture) : null;
        using var hooked = LlamaVisionModel.Load(TinyModels.Options(models.Model(architecture), mmproj));
        var inForce = KnockoutSet.Parse("attention 3, ffn 5");
        using var prompt = Encode(hooked, image);
        var before = hooked.Generate(prompt, inForce.Knockouts, new(12));
        foreach (var knockout in new[] { "attention 6", "attention 4", "ffn 1", "layer 7", "attention 5" })
        {
            var set = inForce.With(Knockout.Parse(knockout));
            using var zeroed = LlamaVisionModel.Load(TinyModels.Options(models.Zeroed(architecture, set), mmproj) with { InstallHook = false });
            using var same = Encode(zeroed, image);
            AssertSame(zeroed.Generate(same, [], new(12)), hooked.Generate(prompt, set.Knockouts, new(12)));
        }
        AssertSame(before, hooked.Generate(prompt, inForce.Knockouts, new(12)));
    }

    [Fact]
    public void Should_start_in_the_middle_of_the_pass_with_the_set_in_force()
    {
        var inForce = KnockoutSet.Parse("attention 2");
        using var model = LlamaVisionModel.Load(TinyModels.Options(models.Model("llama")));
        using var whole = LlamaVisionModel.Load(TinyModels.Options(models.Model("llama")) with { StartInTheMiddle = false });
        using var prompt = model.Encode(Text, []);
        using var same = whole.Encode(Text, []);
        Assert.Equal(whole.Logits(same, inForce.Knockouts).ToArray(), model.Logits(prompt, inForce.Knockouts).ToArray());
        var captured = model.Decoder.CapturedBytes;
        Assert.True(captured > 0);
        // What is not on top of it is a whole pass and leaves it as it is; the base pass takes its place.
        foreach (var set in new[] { "attention 2, attention 6", "attention 6", "attention 2, ffn 2", "repeat 3, attention 2", "repeat 3", "attention 2, attention 4" })
            Assert.Equal(whole.Logits(same, KnockoutSet.Parse(set).Knockouts).ToArray(), model.Logits(prompt, KnockoutSet.Parse(set).Knockouts).ToArray());
        Assert.Equal(captured, model.Decoder.CapturedBytes);
        Assert.Equal(whole.Logits(same, []).ToArray(), model.Logits(prompt, []).ToArray());
        Assert.Equal(whole.Logits(same, inForce.Knockouts).ToArray(), model.Logits(prompt, inForce.Knockouts).ToArray());
    }

    // Below, between and above what is in force; the layers behind which image features are added among them.
    private static IEnumerable<(KnockoutSet InForce, Knockout[] Added)> Steps(int layers)
    {
        var top = layers - 1;
        yield return (KnockoutSet.Parse("attention 3"), [.. Of("attention 1", "attention 2", "attention 4", "ffn 3", $"attention {top}", "uniform 5")]);
        yield return (KnockoutSet.Parse("attention 4, attention 1"), [.. Of("attention 2", "attention 5", $"ffn {top}", "attention 0")]);
        yield return (KnockoutSet.Parse($"uniform 2, layer {top}"), [.. Of("uniform 1", "uniform 3", "uniform 4")]);

        static IEnumerable<Knockout> Of(params string[] texts) => texts.Select(Knockout.Parse);
    }

    private static float[] Stock(string path, string? mmproj) => Oracle.Logits(TinyModels.Options(path, mmproj), model => Encode(model, mmproj is not null));

    private static IEncodedPrompt Encode(LlamaVisionModel model, bool images) => Oracle.Encode(model, Text, images);

    private static void AssertSame(GeneratedAnswer expected, GeneratedAnswer actual)
    {
        Assert.Equal(expected.Tokens, actual.Tokens);
        Assert.Equal(expected.Logits.ToArray(), actual.Logits.ToArray());
    }
}
