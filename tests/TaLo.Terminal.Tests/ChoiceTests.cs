namespace TaLo.Terminal.Tests;

/// <summary>Options scored as texts, with a model and data that know no images.</summary>
public sealed class ChoiceTests(Models models) : IClassFixture<Models>
{
    [Fact]
    public void Should_sweep_text_by_its_options_and_read_it_in_three_ways()
    {
        using var sandbox = new Sandbox();
        var data = sandbox.Write("words.jsonl", System.Text.Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(0, 12).Select(i =>
            $$"""{"question": "What comes after {{i}}?", "options": ["{{i + 1}}", "the number {{i + 2}} and no other"], "answer": "A", "task": "counting"}"""))));

        var sweep = Talo.Run(sandbox, Sweep.Of(models.Llama, data, "--scoring", "choice", "--layers", "0-2")).Succeeded();
        var again = Talo.Run(sandbox, Sweep.Of(models.Llama, data, "--scoring", "choice", "--layers", "0-3")).Succeeded();
        var id = Talo.Run(sandbox, "show", "--json").Succeeded().Json[0].GetProperty("id").GetString()!;
        var show = Talo.Run(sandbox, "show", id).Succeeded();
        var perByte = Talo.Run(sandbox, "adapt", "--replay", id, "--reading", "acc_norm").Succeeded();

        Assert.Contains("48 new results", sweep.Error, StringComparison.Ordinal);
        Assert.Contains("12 new results", again.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("mmproj", sweep.Error + sweep.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("image", sweep.Error + sweep.Out, StringComparison.Ordinal);
        Assert.Matches(@"counting +12 +\d+\.\d% +\d+\.\d% +\d+\.\d%", show.Out);
        Assert.Contains("counting", perByte.Out, StringComparison.Ordinal);
        Assert.Equal(2, Talo.Run(sandbox, "adapt", "--replay", id, "--reading", "acc_norm", "--keep").ExitCode);
    }

    [Fact]
    public void Should_ask_the_base_model_alone_where_no_layer_is_named()
    {
        using var sandbox = new Sandbox();
        var data = Sweep.TwoTasks(sandbox, each: 3);

        var swept = Talo.Run(sandbox, Sweep.Of(models.Llama, data, "--layers", "none")).Succeeded();

        Assert.Contains("6 new results", swept.Error, StringComparison.Ordinal);
        Assert.Matches(@"colour +3 +\d+\.\d%", swept.Out);
        Assert.Contains("mean of 2 tasks", swept.Out, StringComparison.Ordinal);
        var id = Talo.Run(sandbox, "show", "--json").Succeeded().Json[0].GetProperty("id").GetString()!;
        Assert.EndsWith(swept.Out, Talo.Run(sandbox, "show", id).Succeeded().Out, StringComparison.Ordinal);
    }
}
