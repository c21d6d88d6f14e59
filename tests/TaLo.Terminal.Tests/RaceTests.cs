using System.Text.Json;

namespace TaLo.Terminal.Tests;

/// <summary><c>talo adapt</c> by a race, through the real program.</summary>
public sealed class RaceTests(Models models) : IClassFixture<Models>
{
    [Fact]
    public void Should_Race_By_Default_And_The_Same_Live_Resumed_And_Over_A_Recorded_Sweep()
    {
        using var live = new Sandbox();
        using var recorded = new Sandbox();
        var data = Sweep.TwoTasks(live, each: 16);
        Talo.Run(recorded, Sweep.Of(models.Llama, data)).Succeeded();
        var rows = recorded.JournalLength;

        var raced = Talo.Run(live, Adapt(data, "--json")).Succeeded();
        var resumed = Talo.Run(live, Adapt(data, "--json", "--search", "race")).Succeeded();
        var replayed = Talo.Run(recorded, Adapt(data, "--json")).Succeeded();

        Assert.Equal(raced.Out, resumed.Out);
        Assert.Equal(raced.Out, replayed.Out);
        Assert.DoesNotContain(": 0 passes made", raced.Error, StringComparison.Ordinal);
        Assert.Contains("colour: 0 passes made", resumed.Error, StringComparison.Ordinal);
        Assert.Contains("shape: 0 passes made", replayed.Error, StringComparison.Ordinal);
        Assert.True(recorded.JournalLength > rows, "the profiles are kept");
        Assert.All(Decisions(raced), d => Assert.Contains("(race: ", d.GetProperty("reason").GetString(), StringComparison.Ordinal));
        Assert.Contains("2 profiles", Talo.Run(live, "profiles", "list").Succeeded().Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Leave_Cells_That_Show_Marks_As_Partial()
    {
        using var sandbox = new Sandbox();
        var models = Path.Combine(AppContext.BaseDirectory, "models");
        Talo.Run(sandbox, [
            "adapt", Path.Combine(models, "talo-nano-biased-q8_0.gguf"), Path.Combine(models, "talo-nano-tasks.tsv"), "--tasks", "flag-name",
            "--samples", "40", "--device", "cpu", "--threads", "1"]).Succeeded();
        var id = Talo.Run(sandbox, "show", "--json").Succeeded().Json[0].GetProperty("id").GetString()!;

        var vector = Talo.Run(sandbox, "show", id, "--json").Succeeded().Json.GetProperty("vectors")[0];
        var layers = vector.GetProperty("layers").EnumerateArray().ToDictionary(l => l.GetProperty("layer").GetInt32(), l => l);
        Assert.Equal(40, vector.GetProperty("samples").GetInt32());
        // What was named was judged on the other half too; those that were dropped saw a few samples.
        Assert.NotEqual("partial", layers[7].GetProperty("evidence").GetString());
        var dropped = layers.Where(l => l.Key != 7).ToList();
        Assert.Equal(10, dropped.Count);
        Assert.All(dropped, l => Assert.InRange(l.Value.GetProperty("samples").GetInt32(), 2, 39));
        Assert.All(dropped, l => Assert.Equal("partial", l.Value.GetProperty("evidence").GetString()));

        var shown = Talo.Run(sandbox, "show", id).Succeeded().Out;
        Assert.Matches(@"flag-name +40, 10 on \d+-\d+ ", shown);
        Assert.Matches(@" \?{6}[*+]\?{4} ", shown);
        Assert.Matches(@"at 7 +\S+ at 7", shown);
        var detail = Talo.Run(sandbox, "show", id, "--task", "flag-name").Succeeded().Out;
        Assert.Equal(10, System.Text.RegularExpressions.Regex.Count(detail, @"\b\d+ of 40\b"));
    }

    [Fact]
    public void Should_Find_The_Damaged_Layer_The_Same_Live_And_Over_A_Recorded_Sweep()
    {
        using var live = new Sandbox();
        using var recorded = new Sandbox();
        var models = Path.Combine(AppContext.BaseDirectory, "models");
        string[] control = [
            Path.Combine(models, "talo-nano-biased-q8_0.gguf"), Path.Combine(models, "talo-nano-tasks.tsv"), "--tasks", "flag-name",
            "--samples", "40", "--layers", "5-8", "--device", "cpu", "--threads", "1"];

        var raced = Talo.Run(live, ["adapt", .. control, "--json"]).Succeeded();
        Talo.Run(recorded, ["sweep", .. control]).Succeeded();
        var replayed = Talo.Run(recorded, ["adapt", .. control, "--json"]).Succeeded();

        Assert.Equal(raced.Out, replayed.Out);
        Assert.Contains(": 0 passes made", replayed.Error, StringComparison.Ordinal);
        var decision = Assert.Single(raced.Json.GetProperty("decisions").EnumerateArray());
        Assert.Equal(7, decision.GetProperty("chosen").GetProperty("layer").GetInt32());
        var full = Talo.Run(recorded, ["adapt", .. control, "--json", "--search", "full", "--redraws", "0"]).Succeeded().Json.GetProperty("decisions")[0];
        foreach (var name in new[] { "chosen", "pool", "evaluation", "judgement" })
            Assert.Equal(full.GetProperty(name).GetRawText(), decision.GetProperty(name).GetRawText());
    }

    [Fact]
    public void Should_Say_What_Is_Missing_Instead_Of_Replaying_Survivors_And_Go_On_As_A_Full_Search()
    {
        using var sandbox = new Sandbox();
        using var whole = new Sandbox();
        var data = Sweep.TwoTasks(sandbox, each: 16);
        // Passes for one sample: the budget ends every race before it is decided.
        var raced = Talo.Run(sandbox, Adapt(data, "--max-passes", "5", "--json")).Succeeded();
        Assert.All(Decisions(raced), d => Assert.Contains("ended by its budget: attention", d.GetProperty("reason").GetString(), StringComparison.Ordinal));
        // Two layers on every sample: the candidates have different samples now, as after a longer race.
        Talo.Run(sandbox, Sweep.Of(models.Llama, data, "--layers", "1-2")).Succeeded();
        var id = Talo.Run(sandbox, "show", "--json").Succeeded().Json[0].GetProperty("id").GetString()!;

        foreach (var decision in Decisions(Talo.Run(sandbox, "adapt", "--replay", id, "--json").Succeeded()))
        {
            Assert.Equal("skipped", decision.GetProperty("verdict").GetString());
            Assert.Contains("--search full asks what is missing", decision.GetProperty("reason").GetString(), StringComparison.Ordinal);
        }

        var full = Talo.Run(sandbox, Adapt(data, "--search", "full", "--json", "--redraws", "0")).Succeeded();
        Assert.Equal(Talo.Run(whole, Adapt(data, "--search", "full", "--json", "--redraws", "0")).Succeeded().Out, full.Out);
        Assert.Equal(full.Out, Talo.Run(sandbox, "adapt", "--replay", id, "--json", "--redraws", "0").Succeeded().Out);
    }

    [Fact]
    public void Should_Sweep_Where_There_Can_Be_No_Race_And_Say_Why_When_Asked()
    {
        using var sandbox = new Sandbox();
        var data = Sweep.TwoTasks(sandbox, each: 6);
        var decided = Talo.Run(sandbox, Adapt(data, "--protocol", "paper", "--probe", "2", "--json")).Succeeded();
        Assert.All(Decisions(decided), d => Assert.DoesNotContain("(race", d.GetProperty("reason").GetString(), StringComparison.Ordinal));
        Assert.Equal(2, Talo.Run(sandbox, Adapt(data, "--redraws", "5", "--json")).Succeeded().Json.GetProperty("stability").GetArrayLength());

        var before = sandbox.JournalLength;
        foreach (var (why, how) in new (string, string[])[]
        {
            ("not of ffn and layer too: choose attention", ["--modules", "ffn,layer"]), ("not of ffn too: leave the others out", ["--modules", "attention,ffn"]),
            ("not of vision-layer: take robust", ["--modules", "vision", "--protocol", "paper"]),
        })
            Assert.Contains(why, Talo.Run(sandbox, Adapt(data, how)).Misused("talo adapt --help").Error, StringComparison.Ordinal);
        Assert.Equal(before, sandbox.JournalLength);
        Talo.Run(sandbox, Adapt(data, "--search", "race", "--protocol", "paper")).Misused("talo adapt --help");
        Talo.Run(sandbox, Adapt(data, "--search", "race", "--unit", "group")).Misused("talo adapt --help");
        Talo.Run(sandbox, Adapt(data, "--search", "race", "--redraws", "5")).Misused("talo adapt --help");
        Talo.Run(sandbox, Adapt(data, "--protocol", "paper", "--max-passes", "9")).Misused("talo adapt --help");
    }

    [Fact]
    public void Should_Measure_Races_On_Simulated_Tasks_And_On_A_Stored_Sweep()
    {
        using var sandbox = new Sandbox();
        var simulated = Talo.Run(sandbox, "simulate", "--search", "race", "--tasks", "3", "--samples", "10,40").Succeeded();
        Assert.Contains("| mixture | 40 | 640 |", simulated.Out, StringComparison.Ordinal);

        Talo.Run(sandbox, Sweep.Of(models.Llama, Sweep.TwoTasks(sandbox, each: 8))).Succeeded();
        var id = Talo.Run(sandbox, "show", "--json").Succeeded().Json[0].GetProperty("id").GetString()!;
        var replayed = Talo.Run(sandbox, "simulate", "--search", "race", "--replay", id, "--tasks", "5").Succeeded().Out;
        Assert.Contains("| colour | 8 | 16 | 0 | all | 100.0 % |", replayed, StringComparison.Ordinal);
        Assert.Contains("| shape | 8 |", replayed, StringComparison.Ordinal);
    }

    private string[] Adapt(string data, params string[] more) => ["adapt", .. Sweep.Of(models.Llama, data).Skip(1), .. more];

    private static List<JsonElement> Decisions(TaloRun run)
    {
        List<JsonElement> decisions = [.. run.Json.GetProperty("decisions").EnumerateArray()];
        Assert.Equal(2, decisions.Count);
        return decisions;
    }
}
