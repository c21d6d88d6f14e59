using System.Text.Json;

namespace TaLo.Terminal.Tests;

/// <summary>The same sweep gives the same bytes; another number of threads, the same predictions.</summary>
public sealed class BitsTests(Models models) : IClassFixture<Models>
{
    [Theory]
    [InlineData("llama")]
    [InlineData("qwen2vl")]
    [InlineData("gemma3")]
    public void Should_Write_The_Same_File_Twice(string kind)
    {
        using var one = new Sandbox();
        using var other = new Sandbox();
        var data = Sweep.TwoTasks(one, each: 5);
        var sweep = Sweep.Of(models.Model(kind), data, "--modules", "attention,layer", "--out", "out.jsonl", "--with-prompt");

        Talo.Run(one, sweep).Succeeded();
        Talo.Run(other, sweep).Succeeded();

        Assert.Equal(File.ReadAllBytes(one.PathOf("out.jsonl")), File.ReadAllBytes(other.PathOf("out.jsonl")));
    }

    [Fact]
    public void Should_Predict_The_Same_With_Two_Threads()
    {
        using var one = new Sandbox();
        using var two = new Sandbox();
        var data = Sweep.TwoTasks(one, each: 2);
        string[] Of(string threads) => ["sweep", models.Llama, data, "--device", "cpu", "--threads", threads, "--layers", "0,3", "--out", "out.jsonl"];

        Talo.Run(one, Of("1")).Succeeded();
        Talo.Run(two, Of("2")).Succeeded();

        Assert.Equal(Predictions(one), Predictions(two));
    }

    private static List<string> Predictions(Sandbox sandbox) =>
    [
        .. File.ReadLines(sandbox.PathOf("out.jsonl")).Select(line => JsonDocument.Parse(line).RootElement)
            .Select(row => $"{row.GetProperty("index")} {row.GetProperty("layer")} {row.GetProperty("predicted")}"),
    ];
}
