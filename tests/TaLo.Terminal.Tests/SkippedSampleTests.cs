using System.Text;
using System.Text.Json;

namespace TaLo.Terminal.Tests;

/// <summary>Samples that cannot be used are skipped with a count and a reason; the rest goes on.</summary>
public sealed class SkippedSampleTests(Models models) : IClassFixture<Models>
{
    [Fact]
    public void Should_Skip_Each_Broken_Sample_And_Sweep_The_Others()
    {
        var sound = Question.Number(1);
        var (noise, huge) = (Png.Noise(40, 40, 9), Png.Black(20_000, 20_000));
        var broken = new Dictionary<Question, string>
        {
            [sound with { Index = "base64", Image = sound.Image[..200] + "!?" + sound.Image[202..] }] = "base64",
            [sound with { Index = "cut-base64", Image = sound.Image[..201] }] = "base64",
            [sound with { Index = "answer", Answer = "D" }] = "none of the options",
            [sound with { Index = "no-answer", Answer = "" }] = "no answer",
            [sound with { Index = "huge", Image = Question.Base64(huge) }] = "20000 × 20000",
            [sound with { Index = "cut-huge", Image = Question.Base64(huge[..2000]) }] = "20000 × 20000",
            [sound with { Index = "cut", Image = Question.Base64(noise[..(noise.Length / 2)]) }] = "cut short",
            [sound with { Index = "header", Image = Question.Base64([.. noise[..33], .. new byte[40]]) }] = "image",
            [sound with { Index = "text", Image = Question.Base64(Encoding.UTF8.GetBytes(new string('x', 300))) }] = "not a PNG",
            [sound with { Index = "words", Image = "a red ball" }] = "neither base64, nor the index of a row, nor a file",
            [sound with { Index = "itself", Image = "itself" }] = "refers back",
        };
        using var sandbox = new Sandbox();
        var data = sandbox.Write("mixed.tsv", Question.Tsv([sound, .. broken.Keys, Question.Number(2, "shape")]));

        var run = Talo.Run(sandbox, Sweep.Of(models.Llama, data, "--json")).Succeeded();

        Assert.Contains($"skipped {broken.Count} samples of colour", run.Error, StringComparison.Ordinal);
        Assert.All(broken.Keys, q => Assert.Contains($"(index {q.Index}): ", run.Error, StringComparison.Ordinal));
        var outcome = run.Json.GetProperty("run");
        Assert.Equal(2 * (1 + Models.Layers), outcome.GetProperty("rows_new").GetInt32());
        var skipped = outcome.GetProperty("skipped").EnumerateArray().ToDictionary(
            s => s.GetProperty("index").GetString()!, s => s.GetProperty("reason").GetString()!);
        Assert.Equal(broken.Keys.Select(q => q.Index).Order(), skipped.Keys.Order());
        Assert.All(broken, b => Assert.Contains(b.Value, skipped[b.Key.Index], StringComparison.Ordinal));
        Assert.All(skipped.Values, reason => Assert.DoesNotContain('\n', reason));
    }

    [Fact]
    public void Should_Fail_Where_No_Sample_Is_Left()
    {
        using var sandbox = new Sandbox();
        var data = sandbox.Write("none.tsv", Question.Tsv([Question.Number(1) with { Answer = "E" }]));

        var run = Talo.Run(sandbox, Sweep.Of(models.Llama, data)).Refused("none.tsv", "none of the options A, B, C");

        Assert.Contains("skipped 1 sample of colour", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Not_Ask_For_The_Letter_Of_A_Pair_Of_Sentences()
    {
        using var sandbox = new Sandbox();
        var data = sandbox.Write("pairs.jsonl", "{\"sentence_good\": \"Dogs sleep.\", \"sentence_bad\": \"Dogs sleeps.\", \"UID\": \"verbs\"}\n"u8.ToArray());

        Talo.Run(sandbox, Sweep.Of(models.Llama, data)).Refused("pairs.jsonl", "scored as texts: --scoring choice");
        var scored = Talo.Run(sandbox, Sweep.Of(models.Llama, data, "--scoring", "choice", "--document-separator", "<|endoftxt|>")).Succeeded();
        Assert.Contains("--document-separator <|endoftxt|>: no token of this model, read as ", scored.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("llama")]
    [InlineData("smolvlm")]
    [InlineData("qwen2vl")]
    [InlineData("qwen3vl")]
    [InlineData("gemma3")]
    public void Should_Survive_Images_Of_Odd_Shapes(string kind)
    {
        (int Width, int Height)[] sizes = [(1, 1), (2, 1), (1, 60), (60, 1), (1, 4000), (4000, 1), (27, 29)];
        using var sandbox = new Sandbox();
        var data = sandbox.Write("odd.tsv", Question.Tsv(sizes.Select(s =>
            Question.Number(1) with { Index = $"{s.Width}x{s.Height}", Image = Question.Base64(Png.Noise(s.Width, s.Height, 3)) })));

        var run = Talo.Run(sandbox, Sweep.Of(models.Model(kind), data, "--layers", "1", "--json")).Succeeded();

        var outcome = run.Json.GetProperty("run");
        Assert.Equal(sizes.Length,
            (outcome.GetProperty("rows_new").GetInt32() / 2) + outcome.GetProperty("skipped").GetArrayLength());
        Assert.DoesNotContain(outcome.GetProperty("skipped").EnumerateArray(), s => Index(s) == "27x29");
    }

    private static string Index(JsonElement sample) => sample.GetProperty("index").GetString()!;
}
