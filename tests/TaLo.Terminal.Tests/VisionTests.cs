using System.Text.Json;
using TaLo.Gguf;

namespace TaLo.Terminal.Tests;

/// <summary>The vision encoder's layers through the real program: swept, decided on, asked with, exported, and refused where there is nothing of them.</summary>
public sealed class VisionTests(Models models) : IClassFixture<Models>
{
    [Fact]
    public void Should_Answer_From_An_Exported_Mmproj_What_The_Bypass_Does()
    {
        using var sandbox = new Sandbox();
        var data = Sweep.TwoTasks(sandbox, each: 3);

        var swept = Talo.Run(sandbox, Sweep.Of(models.Llama, data, "--modules", "attention,vision,vision-ffn", "--out", "swept.jsonl", "--json")).Succeeded().Json;
        Assert.Equal(["attention 4", "vision-ffn 2", "vision-layer 2"], swept.GetProperty("vectors").EnumerateArray()
            .Where(v => v.GetProperty("task").GetString() == "colour").Select(v => $"{v.GetProperty("module").GetString()} {v.GetProperty("layers").GetArrayLength()}"));
        var exported = Talo.Run(sandbox, "export", models.Llama, "--knockout", "vision-ffn 1", "--out", sandbox.PathOf("mmproj-other.gguf")).Succeeded();
        Assert.Contains("vision-ffn 1, zeroed", exported.Out, StringComparison.Ordinal);
        Assert.Contains("equal to the bit", exported.Out, StringComparison.Ordinal);
        Assert.Equal("vision-ffn 1", GgufFile.Read(sandbox.PathOf("mmproj-other.gguf")).GetString("talo.knockouts"));
        Talo.Run(sandbox, Sweep.Of(models.Llama, data, "--mmproj", sandbox.PathOf("mmproj-other.gguf"), "--layers", "none", "--out", "zeroed.jsonl")).Succeeded();

        Assert.Equal(Rows("zeroed.jsonl", null), Rows("swept.jsonl", "vision-ffn 1"));
        Assert.NotEqual(Rows("zeroed.jsonl", null), Rows("swept.jsonl", null));

        List<string> Rows(string file, string? knockout) => [.. File.ReadLines(sandbox.PathOf(file)).Select(l => JsonDocument.Parse(l).RootElement)
            .Where(r => (r.GetProperty("module").GetString() is { } module ? $"{module} {r.GetProperty("layer")}" : null) == knockout)
            .Select(r => $"{r.GetProperty("index")} {r.GetProperty("logprobs")}")];
    }

    [Theory]
    [InlineData("generate")]
    [InlineData("choice")]
    public void Should_Be_Swept_However_Answers_Are_Scored(string scoring)
    {
        using var sandbox = new Sandbox();
        string[] swept = Sweep.Of(models.Model("qwen3vl"), Sweep.TwoTasks(sandbox, each: 2), "--modules", "vision,vision-attention,vision-ffn", "--scoring", scoring, "--json");

        var run = Talo.Run(sandbox, swept).Succeeded().Json;
        Assert.Equal(2 * 2 * (1 + (3 * 3)), run.GetProperty("run").GetProperty("rows_new").GetInt32());
        Assert.Equal(0, Talo.Run(sandbox, swept).Succeeded().Json.GetProperty("run").GetProperty("rows_new").GetInt32());
    }

    [Fact]
    public void Should_Be_Decided_On_And_Used()
    {
        using var sandbox = new Sandbox();
        var data = Sweep.TwoTasks(sandbox, each: 12);
        string[] Adapted(params string[] how) => ["adapt", models.Llama, data, "--device", "cpu", "--threads", "1", "--ctx", "1024", "--redraws", "0", "--search", "full", .. how];

        var decided = Talo.Run(sandbox, Adapted("--modules", "vision", "--tasks", "colour", "--json")).Succeeded().Out;
        Assert.Contains("vision-layer 1", decided, StringComparison.Ordinal);
        Assert.DoesNotContain("\"attention", decided, StringComparison.Ordinal);
        Talo.Run(sandbox, Adapted("--tasks", "colour")).Succeeded();
        Assert.Equal(2, Talo.Run(sandbox, "profiles", "list").Succeeded().Out.Split('\n').Count(l => l.Contains(" colour ", StringComparison.Ordinal)));
        Talo.Run(sandbox, "adapt", models.Llama, data, "--modules", "vision", "--tasks", "colour", "--protocol", "paper").Misused("talo adapt --help");
        Talo.Run(sandbox, "eval", models.Llama, data, "--tasks", "shape", "--knockout", "vision-attention 0", "--device", "cpu", "--threads", "1").Succeeded();
    }

    [Fact]
    public void Should_Answer_Questions_About_Images_Under_Them()
    {
        using var sandbox = new Sandbox();
        sandbox.Write("a.png", Png.Noise(40, 40, 3));
        string[] asked = ["What is it?", "--image", "a.png", "--max-tokens", "8", "--json"];

        var run = Talo.Run(sandbox, Qa.Of(models.Llama, [.. asked, "--knockout", "vision-layer 1"])).Succeeded();

        Assert.Contains("vision-layer 1 bypassed (by hand)", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("changes nothing", run.Error, StringComparison.Ordinal);
        var idle = Talo.Run(sandbox, Qa.Of(models.Llama, "What is it?", "--max-tokens", "8", "--knockout", "vision-layer 1")).Succeeded();
        Assert.Contains("no image is shown, so vision-layer 1 changes nothing", idle.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Say_In_One_Line_What_Cannot_Be()
    {
        using var sandbox = new Sandbox();
        var images = Sweep.TwoTasks(sandbox, each: 1);
        var text = sandbox.Write("text.tsv", Question.Tsv([Question.Number(1) with { Image = "" }]));
        var alone = sandbox.Write("alone.gguf", File.ReadAllBytes(models.Llama));

        Talo.Run(sandbox, Sweep.Of(models.Llama, text, "--modules", "vision")).Refused("vision-layer", "no sample", "shows an image");
        Talo.Run(sandbox, Sweep.Of(alone, images, "--modules", "vision-ffn")).Refused("vision-ffn", "no mmproj file", "--mmproj");
        Talo.Run(sandbox, Sweep.Of(models.Llama, images, "--modules", "vision", "--layers", "1-2")).Refused("there is no layer 2: the vision encoder has layers 0-1");
        Talo.Run(sandbox, Qa.Of(models.Llama, "What?", "--knockout", "vision-layer 2")).Refused("there is no vision-layer 2", "runs layers 0 to 1");
        Talo.Run(sandbox, Qa.Of(alone, "What?", "--knockout", "vision-layer 0")).Refused("vision-layer", "--mmproj");
        Talo.Run(sandbox, "export", models.Llama, "--knockout", "vision-layer 1, attention 1", "--out", sandbox.PathOf("x.gguf")).Refused("one after the other");
        Assert.Equal(2, Talo.Run(sandbox, Sweep.Of(models.Llama, images, "--modules", "vision", "--scope", "answer")).ExitCode);
        Assert.Equal(2, Talo.Run(sandbox, Sweep.Of(models.Llama, images, "--modules", "vision", "--intervention", "uniform")).ExitCode);
        Assert.Equal(2, Talo.Run(sandbox, Sweep.Of(models.Llama, images, "--modules", "vision-repeat")).ExitCode);
        Assert.Equal(2, Talo.Run(sandbox, Qa.Of(models.Llama, "What?", "--knockout", "vision-layer 1 answer")).ExitCode);
    }

    [Fact]
    public void Should_End_Where_A_Layer_That_Adds_Nothing_Is_Bypassed()
    {
        using var sandbox = new Sandbox();
        var mmproj = sandbox.PathOf("mmproj-zeroed.gguf");
        Talo.Run(sandbox, "export", models.Llama, "--knockout", "vision-attention 1", "--out", mmproj).Succeeded();

        Talo.Run(sandbox, Sweep.Of(models.Llama, Sweep.TwoTasks(sandbox, each: 1), "--mmproj", mmproj, "--modules", "vision-attention", "--layers", "1"))
            .Refused("vision-attention 1 did not change the logits");
        Talo.Run(sandbox, "export", models.Llama, "--mmproj", mmproj, "--knockout", "vision-attention 1", "--out", sandbox.PathOf("x.gguf")).Refused("changes nothing");
    }

    [Fact]
    public void Should_Skip_The_Samples_Without_An_Image_With_A_Word()
    {
        using var sandbox = new Sandbox();
        var data = sandbox.Write("some.tsv", Question.Tsv([.. Question.Some(2), Question.Number(3) with { Image = "" }]));

        var run = Talo.Run(sandbox, Sweep.Of(models.Llama, data, "--modules", "vision", "--json")).Succeeded();

        Assert.Equal(2 * 3, run.Json.GetProperty("run").GetProperty("rows_new").GetInt32());
        Assert.Contains("shows no image", run.Json.GetProperty("run").GetProperty("skipped")[0].GetProperty("reason").GetString(), StringComparison.Ordinal);
    }
}
