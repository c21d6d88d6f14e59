using TaLo.Models;
using TaLo.Profiles;
using TaLo.Storage;

namespace TaLo.Terminal.Tests;

/// <summary>Sets of layers, looked for layer after layer, through the real program.</summary>
public sealed class SetTests(Models models) : IClassFixture<Models>
{
    [Fact]
    public void Should_Look_For_A_Second_Layer_On_Top_Of_The_Planted_One_And_Keep_The_Steps()
    {
        using var sandbox = new Sandbox();
        string[] adapt =
        [
            "adapt", Qa.Biased, Path.Combine(AppContext.BaseDirectory, "models", "talo-nano-tasks.tsv"), "--tasks", "flag-name", "--samples", "40",
            "--max-layers", "2", "--device", "cpu", "--threads", "1",
        ];
        var run = Talo.Run(sandbox, adapt).Succeeded();

        Assert.Contains("sets of layers: each step against the step before", run.Out, StringComparison.Ordinal);
        Assert.Matches(@"flag-name +1 +attention 7 .* yes", run.Out);
        Assert.Matches(@"flag-name +2 +(none|attention \d+)", run.Out);
        Assert.Contains("layer 2 of at most 2: 10 candidates with attention 7 in force", run.Error, StringComparison.Ordinal);
        Assert.Matches(@"(?m) zero *$", Talo.Run(sandbox, "show").Succeeded().Out);
        Assert.Matches(@"(?m)zero with attention 7 in force *$", Talo.Run(sandbox, "show").Succeeded().Out);

        var again = Talo.Run(sandbox, [.. adapt, "--json"]).Succeeded();
        Assert.Equal(2, System.Text.RegularExpressions.Regex.Count(again.Error, "flag-name: 0 passes made"));
        var set = Assert.Single(again.Json.GetProperty("sets").EnumerateArray());
        var steps = set.GetProperty("steps").EnumerateArray().ToList();
        Assert.Equal(["none", "attention 7"], steps.Select(s => s.GetProperty("in_force").GetString()));
        Assert.True(steps[0].GetProperty("is_kept").GetBoolean() && steps[0].GetProperty("holds").GetBoolean());
        Assert.Equal(20, steps[0].GetProperty("judgement").GetProperty("counts").GetProperty("samples").GetInt32());

        var shown = Talo.Run(sandbox, "profiles", "list").Succeeded().Out;
        Assert.Contains(set.GetProperty("set").GetString()!, shown, StringComparison.Ordinal);
        var id = shown.Split('\n').Single(l => l.Contains("flag-name", StringComparison.Ordinal)).Trim().Split(' ')[0];
        Assert.Matches(@"flag-name +1 +attention 7 ", Talo.Run(sandbox, "profiles", "show", id).Succeeded().Out);
        var sweeps = Talo.Run(sandbox, "show", "--json").Succeeded().Json.EnumerateArray().ToList();
        var (first, step) = (Id(false), Id(true));
        Talo.Run(sandbox, "report", first, "--out", "r.md", "--redraws", "0").Succeeded();
        Assert.Contains("### Sets of layers", File.ReadAllText(sandbox.PathOf("r.md")), StringComparison.Ordinal);
        Talo.Run(sandbox, "adapt", "--replay", step).Refused("a step on the way to a set, with attention 7 in force");
        Talo.Run(sandbox, "show", step, "--out", "step.jsonl").Succeeded();
        Talo.Run(sandbox, "adapt", "--from", "step.jsonl").Refused("results with attention 7 in force are a step");

        string Id(bool inForce) => sweeps.Single(s => s.GetProperty("key").TryGetProperty("in_force", out _) == inForce).GetProperty("id").GetString()!;
    }

    [Fact]
    public void Should_Judge_And_Answer_With_A_Set_By_Hand()
    {
        using var sandbox = new Sandbox();
        var data = Sweep.TwoTasks(sandbox, each: 3);
        string[] eval = ["eval", models.Llama, data, "--device", "cpu", "--threads", "1", "--ctx", "1024", "--knockout", "attention 1, ffn 2"];
        Assert.Matches(@"colour +attention 1 \+ ffn 2 +given", Talo.Run(sandbox, eval).Succeeded().Out);
        Assert.All(Talo.Run(sandbox, [.. eval, "--json"]).Succeeded().Json.EnumerateArray(), t => Assert.Equal("attention 1 + ffn 2", t.GetProperty("set").GetString()));
        Talo.Run(sandbox, [.. eval[..^1], "attention 1, ffn 2 answer"]).Refused("in force at all positions, or for the answer alone");
        Talo.Run(sandbox, [.. eval[..^1], "attention 1, ffn 99"]).Refused("layer 99");
    }

    [Fact]
    public void Should_Answer_And_Export_By_A_Profile_That_Keeps_A_Set()
    {
        using var sandbox = new Sandbox();
        Knockout first = new(3, Module.Attention), second = new(1, Module.Attention);
        using (var store = new ResultStore(sandbox.Store))
        {
            store.PutProfiles(new TaskProfile(
                new ProfileModel("random llama 1", "all F32", 4, FileFingerprint.Of(models.Llama), FileFingerprint.Of(models.Mmproj("llama"))),
                "data", null, "maps", first, "robust", "seed 0", "known", null, null, null, [], DateTimeOffset.UnixEpoch,
                Steps: [new(first, null, null, null, true, "kept"), new(second, null, null, null, true, "kept")]));
        }

        string[] asked = ["Which one is it?", "--max-tokens", "8", "--json"];
        var byProfile = Talo.Run(sandbox, Qa.Of(models.Llama, [.. asked, "--profile", "maps"])).Succeeded();
        Assert.Contains("attention 1 + attention 3 bypassed (profile", byProfile.Error, StringComparison.Ordinal);
        var byHand = Talo.Run(sandbox, Qa.Of(models.Llama, [.. asked, "--knockout", "attention 3, attention 1"])).Succeeded().Json;
        Assert.Equal(byHand.GetProperty("answer").GetProperty("text").GetString(), byProfile.Json.GetProperty("answer").GetProperty("text").GetString());
        var exported = Talo.Run(sandbox, "export", models.Llama, "--profile", "maps", "--out", sandbox.PathOf("m.gguf"), "--json").Succeeded().Json;
        Assert.Equal(("attention 1 + attention 3", 0), (exported.GetProperty("knockouts").GetString(), exported.GetProperty("difference").GetDouble()));
    }

    [Theory]
    [InlineData("--max-layers 99: there are 3 candidates; layer 0 is none", "--max-layers", "99")]
    [InlineData("--max-layers 3: there are 2 candidates", "--max-layers", "3", "--layers", "0-2")]
    public void Should_Say_Why_There_Are_No_Sets(string why, params string[] how)
    {
        using var sandbox = new Sandbox();
        Talo.Run(sandbox, ["adapt", models.Llama, Sweep.TwoTasks(sandbox, each: 2), "--device", "cpu", "--threads", "1", "--ctx", "1024", .. how]).Refused(why);
    }

    [Theory]
    [InlineData("--max-layers: not with --protocol pooled", "--max-layers", "2", "--protocol", "pooled")]
    [InlineData("--max-layers: one block is repeated at a time", "--max-layers", "2", "--intervention", "repeat")]
    [InlineData("--modules: protocols choose among bypasses of attention", "--modules", "attention,ffn")]
    public void Should_Say_What_Does_Not_Go_Together(string why, params string[] how)
    {
        using var sandbox = new Sandbox();
        var run = Talo.Run(sandbox, ["adapt", models.Llama, "no-data.tsv", .. how]).Misused("talo adapt --help");
        Assert.Contains(why, run.Error, StringComparison.Ordinal);
    }
}
