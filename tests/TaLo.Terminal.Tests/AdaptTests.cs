using System.Text.Json;

namespace TaLo.Terminal.Tests;

/// <summary>From a sweep to decisions, profiles, evaluation and reports, through the real program.</summary>
public sealed class AdaptTests(Models models) : IClassFixture<Models>
{
    [Fact]
    public void Should_Decide_The_Same_By_A_Full_Search_Live_Replayed_And_From_A_File()
    {
        using var sandbox = new Sandbox();
        var data = Sweep.TwoTasks(sandbox, each: 12);
        var live = Talo.Run(sandbox, Adapt(data, "--search", "full", "--json", "--redraws", "20")).Succeeded().Json;
        var id = Id(sandbox);
        var replayed = Talo.Run(sandbox, "adapt", "--replay", id, "--json", "--redraws", "20").Succeeded().Json;
        var file = sandbox.PathOf("results.jsonl");
        Talo.Run(sandbox, "show", id, "--out", file).Succeeded();
        var fromFile = Talo.Run(sandbox, "adapt", "--from", file, "--json", "--redraws", "20").Succeeded().Json;

        Assert.Equal(["colour", "shape"], live.GetProperty("decisions").EnumerateArray().Select(d => d.GetProperty("task").GetString()!).Order());
        Assert.Equal(live.GetRawText(), replayed.GetRawText());
        Assert.Equal(live.GetRawText(), fromFile.GetRawText());
        foreach (var decision in live.GetProperty("decisions").EnumerateArray())
        {
            var pool = Strings(decision, "pool");
            var evaluation = Strings(decision, "evaluation");
            Assert.Empty(pool.Intersect(evaluation));
            Assert.Equal(12, pool.Count + evaluation.Count);
        }
    }

    [Fact]
    public void Should_Decide_Groups_From_A_File_That_Names_Them()
    {
        using var sandbox = new Sandbox();
        Talo.Run(sandbox, Sweep.Of(models.Llama, Sweep.TwoTasks(sandbox, each: 12), "--out", "results.jsonl")).Succeeded();
        string[][] asked = [["--unit", "group"], ["--protocol", "pooled"]];
        foreach (var options in asked)
        {
            var replayed = Talo.Run(sandbox, ["adapt", "--replay", Id(sandbox), .. options, "--json", "--redraws", "0"]).Succeeded().Json;
            var fromFile = Talo.Run(sandbox, ["adapt", "--from", "results.jsonl", .. options, "--json", "--redraws", "0"]).Succeeded().Json;
            Assert.Equal(replayed.GetRawText(), fromFile.GetRawText());
        }

        var lines = File.ReadAllText(sandbox.PathOf("results.jsonl"));
        Assert.Contains(",\"task_group\":\"looks\"", lines, StringComparison.Ordinal);
        File.WriteAllText(sandbox.PathOf("without.jsonl"), lines.Replace(",\"task_group\":\"looks\"", "", StringComparison.Ordinal));
        Talo.Run(sandbox, "adapt", "--from", "without.jsonl", "--unit", "group").Refused("without.jsonl names no groups (task_group)");
    }

    [Fact]
    public void Should_Keep_Profiles_And_Judge_Them_On_Other_Samples()
    {
        using var sandbox = new Sandbox();
        var data = Sweep.TwoTasks(sandbox, each: 12);
        Talo.Run(sandbox, Adapt(data, "--protocol", "paper", "--probe", "3", "--redraws", "0")).Succeeded();
        var list = Talo.Run(sandbox, "profiles", "list").Succeeded().Out;
        Assert.Contains("2 profiles", list, StringComparison.Ordinal);

        var judged = Talo.Run(sandbox, ["eval", models.Llama, data, "--device", "cpu", "--threads", "1", "--json"]).Succeeded().Json;
        foreach (var task in judged.EnumerateArray())
        {
            // The pool of the paper's protocol: a third of the task.
            Assert.Equal(4, task.GetProperty("left_out").GetInt32());
            Assert.Equal(8, task.GetProperty("counts").GetProperty("samples").GetInt32());
            Assert.NotEqual("no profile", task.GetProperty("source").GetString());
        }

        var file = sandbox.PathOf("profiles.json");
        Talo.Run(sandbox, "profiles", "export", file).Succeeded();
        var id = JsonDocument.Parse(File.ReadAllText(file)).RootElement.GetProperty("profiles").GetArrayLength();
        Assert.Equal(2, id);
        using var elsewhere = new Sandbox();
        Talo.Run(elsewhere, "profiles", "import", file).Succeeded();
        Assert.Equal(list, Talo.Run(elsewhere, "profiles", "list").Succeeded().Out);
        Assert.Contains("0 profiles added, 2 replaced", Talo.Run(elsewhere, "profiles", "import", file).Succeeded().Error, StringComparison.Ordinal);

        // What was decided here later stays.
        Talo.Run(sandbox, Adapt(data, "--protocol", "paper", "--probe", "4", "--redraws", "0")).Succeeded();
        Talo.Run(sandbox, "profiles", "export", "later.json").Succeeded();
        Assert.Contains("was made later than the file's", Talo.Run(sandbox, "profiles", "import", file).Succeeded().Error, StringComparison.Ordinal);
        Talo.Run(sandbox, "profiles", "export", "still.json").Succeeded();
        Assert.Equal(File.ReadAllText(sandbox.PathOf("later.json")), File.ReadAllText(sandbox.PathOf("still.json")));
        Assert.NotEqual(File.ReadAllText(file), File.ReadAllText(sandbox.PathOf("still.json")));
    }

    [Fact]
    public void Should_Not_Forget_A_Choice_For_Fewer_Samples()
    {
        using var sandbox = new Sandbox();
        string[] Adapt(int samples) => ["adapt", Qa.Biased, Path.Combine(AppContext.BaseDirectory, "models", "talo-nano-tasks.tsv"), "--tasks", "flag-name", "--samples", $"{samples}", "--device", "cpu", "--threads", "1", "--ctx", "1024", "--redraws", "0"];
        Talo.Run(sandbox, Adapt(40)).Succeeded();
        var profiles = Talo.Run(sandbox, "profiles", "list").Succeeded().Out;
        Assert.Contains("attention 7", profiles, StringComparison.Ordinal);

        var less = Talo.Run(sandbox, Adapt(6)).Succeeded();

        Assert.Contains("stays attention 7, chosen from 20 probe samples; 3 named none", less.Error, StringComparison.Ordinal);
        Assert.Equal(profiles, Talo.Run(sandbox, "profiles", "list").Succeeded().Out);
    }

    [Fact]
    public void Should_Store_A_Replay_Only_When_Asked_And_Prefer_What_Was_Tested()
    {
        using var sandbox = new Sandbox();
        var data = Sweep.TwoTasks(sandbox, each: 12);
        Talo.Run(sandbox, Sweep.Of(models.Llama, data)).Succeeded();
        string[] paper = ["adapt", "--replay", Id(sandbox), "--protocol", "paper", "--probe", "3", "--redraws", "0"];
        Assert.Contains("nothing was stored: --keep", Talo.Run(sandbox, paper).Succeeded().Error, StringComparison.Ordinal);
        Assert.Contains("no profile yet", Talo.Run(sandbox, "profiles", "list").Succeeded().Out, StringComparison.Ordinal);
        Talo.Run(sandbox, Adapt(data, "--keep")).Misused("talo adapt --help");

        Talo.Run(sandbox, "adapt", "--replay", Id(sandbox), "--redraws", "0", "--keep").Succeeded();
        Talo.Run(sandbox, [.. paper, "--keep"]).Succeeded();
        var list = Talo.Run(sandbox, "profiles", "list").Succeeded().Out;
        Assert.Contains("4 profiles", list, StringComparison.Ordinal);
        Assert.Equal((2, 2), (list.Split(" robust ").Length - 1, list.Split(" paper ").Length - 1));
        var pooled = Talo.Run(sandbox, "adapt", "--replay", Id(sandbox), "--protocol", "pooled", "--redraws", "5", "--json").Succeeded().Json;
        Assert.All(pooled.GetProperty("decisions").EnumerateArray(), d => Assert.Contains("1 other task of the group (6 probe samples)", d.GetProperty("reason").GetString(), StringComparison.Ordinal));
        var judged = Talo.Run(sandbox, ["eval", models.Llama, data, "--device", "cpu", "--threads", "1", "--json"]).Succeeded().Json;
        Assert.All(judged.EnumerateArray(), t => Assert.Equal("robust", t.GetProperty("protocol").GetString()));
        Assert.Contains(", colour, robust)", Talo.Run(sandbox, Qa.Of(models.Llama, "What?", "--profile", "colour", "--max-tokens", "2")).Succeeded().Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Say_What_A_Profile_Was_Where_A_New_Decision_Takes_Its_Bypass_Away()
    {
        using var sandbox = new Sandbox();
        Talo.Run(sandbox, Sweep.Of(models.Llama, Sweep.TwoTasks(sandbox, each: 12))).Succeeded();
        var (before, lost) = (new Dictionary<string, string?>(), 0);
        for (var seed = 1; seed <= 5; seed++)
        {
            var run = Talo.Run(sandbox, "adapt", "--replay", Id(sandbox), "--protocol", "paper", "--probe", "3", "--redraws", "0", "--keep", "--json", "--draw-seed", $"{seed}").Succeeded();
            foreach (var decision in run.Json.GetProperty("decisions").EnumerateArray())
            {
                var (task, chosen) = (decision.GetProperty("task").GetString()!, Named(decision.GetProperty("chosen")));
                var said = $"{task}: profile ";
                if (before.GetValueOrDefault(task) is { Length: > 0 } was && was != chosen)
                {
                    lost++;
                    Assert.Matches($"{said}[0-9a-f]{{12}} was {was} .3 probe samples., it is {(chosen.Length > 0 ? chosen : "none")} now", run.Error);
                }
                else
                {
                    Assert.DoesNotContain(said, run.Error, StringComparison.Ordinal);
                }
                before[task] = chosen;
            }
        }
        Assert.NotEqual(0, lost);

        static string Named(JsonElement chosen) => chosen.ValueKind == JsonValueKind.Null ? "" : $"{chosen.GetProperty("module")} {chosen.GetProperty("layer")}";
    }

    [Fact]
    public void Should_Name_The_Samples_Of_Every_Round_The_Seed_And_The_Version()
    {
        using var sandbox = new Sandbox();
        var data = Sweep.TwoTasks(sandbox, each: 18);
        Talo.Run(sandbox, Sweep.Of(models.Llama, data)).Succeeded();
        string[] paper = ["adapt", "--replay", Id(sandbox), "--protocol", "paper", "--probe", "2", "--draw-seed", "7", "--redraws", "0"];
        var made = Talo.Run(sandbox, [.. paper, "--keep", "--json"]).Succeeded().Json;
        Assert.Equal(ProgramVersion.Text, made.GetProperty("program_version").GetString());
        Talo.Run(sandbox, "profiles", "export", "p.json").Succeeded();
        var kept = JsonDocument.Parse(File.ReadAllText(sandbox.PathOf("p.json"))).RootElement.GetProperty("profiles").EnumerateArray().ToDictionary(p => p.GetProperty("task").GetString()!);
        Talo.Run(sandbox, ["report", Id(sandbox), "--out", "r.md", .. paper[3..]]).Succeeded();
        var report = File.ReadAllText(sandbox.PathOf("r.md"));
        Talo.Run(sandbox, "show", Id(sandbox), "--out", "rows.jsonl").Succeeded();
        var right = File.ReadLines(sandbox.PathOf("rows.jsonl")).Select(l => JsonDocument.Parse(l).RootElement)
            .Where(r => r.GetProperty("layer").ValueKind == JsonValueKind.Null && r.GetProperty("correct").GetBoolean())
            .Select(r => r.GetProperty("index").ToString()).ToHashSet();
        foreach (var decision in made.GetProperty("decisions").EnumerateArray())
        {
            Assert.Equal(7, decision.GetProperty("seed").GetInt64());
            var rounds = decision.GetProperty("rounds").EnumerateArray().ToList();
            Assert.NotEmpty(rounds);
            Assert.All(rounds, r => Assert.Equal(r.GetProperty("base_correct").GetInt32(), Strings(r, "samples").Count(right.Contains)));
            Assert.Subset(Strings(decision, "pool").ToHashSet(), rounds.SelectMany(r => Strings(r, "samples")).ToHashSet());

            var draws = kept[decision.GetProperty("task").GetString()!].GetProperty("draws");
            Assert.Equal((7, ProgramVersion.Text), (draws.GetProperty("seed").GetInt64(), draws.GetProperty("version").GetString()));
            Assert.Equal(rounds.Select(r => Strings(r, "samples")), draws.GetProperty("rounds").EnumerateArray().Select(r => r.EnumerateArray().Select(i => i.GetString()!).ToList()));
            Assert.Equal(Strings(decision, "evaluation"), Strings(draws, "evaluation"));
            Assert.All(rounds, r => Assert.Contains(string.Join(", ", Strings(r, "samples")), report, StringComparison.Ordinal));
            Assert.Contains(string.Join(", ", Strings(decision, "evaluation")), report, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Should_Refuse_A_Profile_Of_Another_Model_Unless_Forced()
    {
        using var sandbox = new Sandbox();
        var data = Sweep.TwoTasks(sandbox, each: 12);
        Talo.Run(sandbox, Adapt(data, "--protocol", "paper", "--probe", "3", "--redraws", "0", "--layers", "1")).Succeeded();
        string[] other = ["eval", models.Model("qwen2vl"), data, "--device", "cpu", "--threads", "1", "--json"];
        Assert.All(Talo.Run(sandbox, other).Succeeded().Json.EnumerateArray(), t => Assert.Equal("no profile", t.GetProperty("source").GetString()));
        Assert.All(Talo.Run(sandbox, [.. other, "--force"]).Succeeded().Json.EnumerateArray(), t => Assert.NotEqual("no profile", t.GetProperty("source").GetString()));
    }

    [Fact]
    public void Should_Not_Choose_Among_Survivors_Of_A_Partial_Sweep()
    {
        using var sandbox = new Sandbox();
        var data = Sweep.TwoTasks(sandbox, each: 12);
        Talo.Run(sandbox, Sweep.Of(models.Llama, data, "--samples", "2")).Succeeded();
        Talo.Run(sandbox, Sweep.Of(models.Llama, data, "--layers", "1")).Succeeded();
        var decided = Talo.Run(sandbox, "adapt", "--replay", Id(sandbox), "--redraws", "0", "--json").Succeeded().Json;
        // Among all, on the two samples that all were tried on.
        Assert.All(decided.GetProperty("decisions").EnumerateArray(), d => Assert.Equal(
            ("none", "10 of 12 samples are left out: rows of theirs are missing (a stopped sweep, or a race?)"),
            (d.GetProperty("verdict").GetString(), d.GetProperty("notes")[0].GetString())));
    }

    [Fact]
    public void Should_Write_Reports_Plots_And_Tables()
    {
        using var sandbox = new Sandbox();
        var data = Sweep.TwoTasks(sandbox, each: 12);
        Talo.Run(sandbox, Sweep.Of(models.Llama, data)).Succeeded();
        var id = Id(sandbox);
        var html = sandbox.PathOf("report.html");
        var markdown = sandbox.PathOf("report.md");
        Talo.Run(sandbox, "report", id, "--out", html, "--redraws", "20").Succeeded();
        Talo.Run(sandbox, "report", id, "--out", markdown, "--redraws", "20").Succeeded();
        foreach (var text in new[] { File.ReadAllText(html), File.ReadAllText(markdown) })
        {
            Assert.Contains("colour", text, StringComparison.Ordinal);
            Assert.Contains("shape", text, StringComparison.Ordinal);
            Assert.Contains(id[..16], text, StringComparison.Ordinal);
        }

        var folder = sandbox.PathOf("plots");
        Talo.Run(sandbox, "vectors", id, "--png", folder, "--csv", folder).Succeeded();
        Assert.Equal(
            ["heat-map.png", "layers-colour.png", "layers-shape.png", "similarity.csv", "similarity.png", "vectors-long.csv", "vectors.csv"],
            Directory.GetFiles(folder).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal));
        Assert.All(Directory.GetFiles(folder), f => Assert.True(new FileInfo(f).Length > 50, f));
    }

    private string[] Adapt(string data, params string[] more) => ["adapt", .. Sweep.Of(models.Llama, data).Skip(1), .. more];

    private static string Id(Sandbox sandbox) =>
        Talo.Run(sandbox, "show", "--json").Succeeded().Json[0].GetProperty("id").GetString()!;

    private static List<string> Strings(JsonElement element, string name) =>
        [.. element.GetProperty(name).EnumerateArray().Select(e => e.GetString()!)];
}
