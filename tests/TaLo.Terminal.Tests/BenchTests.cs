using System.Text.Json;

namespace TaLo.Terminal.Tests;

/// <summary><c>bench</c>, <c>doctor --verify</c>, and the script that puts them together. Speed itself is never asserted.</summary>
public sealed class BenchTests(Models models) : IClassFixture<Models>
{
    private static readonly string[] Quick = ["--threads", "1", "--tokens", "24", "--rounds", "1"];

    [Fact]
    public void Should_Measure_Every_Row_With_An_Image()
    {
        using var sandbox = new Sandbox();

        var figures = Talo.Run(sandbox, ["bench", models.Llama, "--json", .. Quick]).Succeeded().Json;

        Assert.Equal(41, figures.GetProperty("prompt_tokens").GetInt32());
        Assert.Equal(16, figures.GetProperty("image_tokens").GetInt32());
        Assert.True(figures.GetProperty("peak_memory_bytes").GetInt64() > 0);
        Assert.Equal(
            ["prompt, no hook", "prompt, hook installed", "prompt, one layer bypassed", "a token, no hook", "a token, hook installed",
             "a token, one layer bypassed", "prompt, one attention zeroed", "prompt, one attention uniform", "prompt, one layer repeated",
             "a token, one layer repeated", "the image, encoded", "image and prompt, one vision bypass", "sweep, naive", "sweep, from the middle", "sweep, for the answer alone"],
            figures.GetProperty("rows").EnumerateArray().Select(r => r.GetProperty("name").GetString()));
        foreach (var row in figures.GetProperty("rows").EnumerateArray())
        {
            Assert.True(row.GetProperty("seconds").GetDouble() > 0);
            if (row.GetProperty("against").GetString() is { } against)
                Assert.Equal(
                    figures.GetProperty("rows").EnumerateArray().Single(r => r.GetProperty("name").GetString() == against).GetProperty("seconds").GetDouble()
                    / row.GetProperty("seconds").GetDouble(),
                    row.GetProperty("speedup").GetDouble(), 9);
            Assert.Equal(row.GetProperty("against").ValueKind == JsonValueKind.Null, row.GetProperty("speedup").ValueKind == JsonValueKind.Null);
        }
        Assert.Equal(JsonValueKind.Null, figures.GetProperty("bypass").ValueKind);
    }

    [Fact]
    public void Should_Prove_That_A_Bypass_Is_What_A_Zeroed_File_Is()
    {
        using var sandbox = new Sandbox();

        var report = Talo.Run(sandbox, "doctor", "--model", models.Llama, "--verify", "--threads", "1").Succeeded().Out;

        foreach (var knockout in new[] { "attention 1", "attention 2", "ffn 2", "layer 2", "attention 3", "uniform 2" })
            Assert.Contains($"{knockout} against a zeroed file: equal to the bit", report, StringComparison.Ordinal);
        Assert.Contains("repeat 2 against a repeated file: equal to the bit", report, StringComparison.Ordinal);
        foreach (var knockout in new[] { "vision-attention 1", "vision-ffn 1", "vision-layer 1" })
            Assert.Contains($"{knockout} against a zeroed mmproj file: equal to the bit", report, StringComparison.Ordinal);
        Assert.Contains("before and after: equal to the bit", report, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Not_Call_A_Bypass_Without_Effect_Proved()
    {
        using var sandbox = new Sandbox();

        var report = Talo.Run(sandbox, "doctor", "--model", models.Inert(1), "--verify", "--threads", "1");

        Assert.Equal(1, report.ExitCode);
        Assert.Contains("NOT WELL: bypassing attention 1 changed nothing", report.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Refuse_What_Is_Not_There()
    {
        using var sandbox = new Sandbox();

        Talo.Run(sandbox, "bench", "random:huge").Refused("random:huge", "random:small");
        Assert.Equal(1, Talo.Run(sandbox, "bench", models.Llama, "--llama-bench", "nowhere").ExitCode);
        Talo.Run(sandbox, "doctor", "--verify").Misused("talo doctor --help");
    }

    [Fact]
    public void Should_Show_Its_Table_Where_The_Other_Program_Is_None()
    {
        using var sandbox = new Sandbox();

        var run = Talo.Run(sandbox, ["bench", models.Llama, "--image", "0", "--llama-bench", "/bin/true", .. Quick]);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("llama-bench", Assert.Single(run.Errors), StringComparison.Ordinal);
        Assert.Contains("sweep, from the middle", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Check_A_Device_By_One_Script()
    {
        using var sandbox = new Sandbox();
        var script = Path.Combine(AppContext.BaseDirectory, "check.sh");

        using var running = Talo.StartOther(sandbox, [], "bash", [script, AppContext.BaseDirectory, "random:small", .. Quick]);
        var table = running.Wait(TimeSpan.FromMinutes(5)).Succeeded().Out;

        foreach (var words in new[] { "engine ", "device ", "sweep, from the middle", "layer 4 against a zeroed file", "equal to the bit", "not measured" })
            Assert.Contains(words, table, StringComparison.Ordinal);
        Assert.DoesNotContain("largest logit", table, StringComparison.Ordinal);
    }
}
