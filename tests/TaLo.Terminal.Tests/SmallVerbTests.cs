namespace TaLo.Terminal.Tests;

/// <summary><c>tasks</c>, <c>models</c> and <c>doctor</c>.</summary>
public sealed class SmallVerbTests(Models models) : IClassFixture<Models>
{
    [Fact]
    public void Should_List_Tasks_With_Counts()
    {
        using var sandbox = new Sandbox();
        var data = sandbox.Write("data.tsv", Question.Tsv([.. Question.Some(3), .. Question.Some(2, 11, "shape")]));

        var table = Talo.Run(sandbox, "tasks", data).Succeeded().Out;
        var json = Talo.Run(sandbox, "tasks", data, "--json").Succeeded().Json;

        Assert.Contains("2 tasks, 5 samples", table, StringComparison.Ordinal);
        Assert.Equal(["colour 3 looks", "shape 2 looks"], json.EnumerateArray().Select(t =>
            $"{t.GetProperty("task")} {t.GetProperty("samples")} {t.GetProperty("task_group")}"));
    }

    [Fact]
    public void Should_Say_How_Samples_Are_Asked()
    {
        using var sandbox = new Sandbox();
        var lines = """
            {"query": "Which?", "options": ["a", "b", "c"], "label": 0, "kind": "choice"}
            {"query": "Which?", "options": ["a", "b"], "label": 1, "kind": "choice"}
            {"query": "How many?", "label": "3", "kind": "count"}
            {"query": "", "label": "3", "kind": "count"}
            """;
        sandbox.Write("data.jsonl", System.Text.Encoding.UTF8.GetBytes(lines));
        string[] said = ["--columns", "question=query,answer=label", "--by", "kind"];

        var table = Talo.Run(sandbox, ["tasks", "data.jsonl", .. said]).Succeeded().Out;

        Assert.Matches(@"choice +2 +2-3 options +none", table);
        Assert.Matches(@"count +2 +1 open, 1 cannot be asked +none", table);
        Talo.Run(sandbox, "tasks", "data.jsonl", "--by", "kinds").Refused("data.jsonl: no column 'kinds'", "did you mean kind?");
    }

    [Fact]
    public void Should_Keep_How_Data_Was_Read_With_The_Sweep()
    {
        using var sandbox = new Sandbox();
        sandbox.Write("image.png", Png.Noise(28, 28, 1));
        var data = sandbox.Write("data.csv", "query;A;B;label;image;kind\nWhich?;red;green;B;image.png;shade\nWhat?;red;green;A;image.png;shade\n"u8.ToArray());
        string[] said = ["--columns", "question=query,answer=label", "--by", "kind"];

        Assert.Matches(@"shade +2", Talo.Run(sandbox, [.. Sweep.Of(models.Llama, data), .. said]).Succeeded().Out);
        Assert.Contains("0 new results", Talo.Run(sandbox, [.. Sweep.Of(models.Llama, data), .. said]).Succeeded().Error, StringComparison.Ordinal);
        var id = System.Text.RegularExpressions.Regex.Match(Talo.Run(sandbox, "show").Succeeded().Out, "[0-9a-f]{16}").Value;
        Talo.Run(sandbox, "report", id, "--out", "report.md").Succeeded();
        Assert.DoesNotContain("has changed", File.ReadAllText(sandbox.PathOf("report.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void Should_List_Models_With_Their_Vision_Encoders()
    {
        using var sandbox = new Sandbox();
        var folder = Path.GetDirectoryName(models.Model("qwen2vl"))!;

        var table = Talo.Run(sandbox, "models", folder).Succeeded().Out;
        var json = Talo.Run(sandbox, "models", folder, "--json").Succeeded().Json;

        Assert.Matches(@"model\.gguf +qwen2vl +2 .*mmproj-model\.gguf", table);
        Assert.Contains("2 GGUF files", table, StringComparison.Ordinal);
        Assert.Equal(models.Mmproj("qwen2vl"), json.EnumerateArray().Single(m =>
            m.GetProperty("path").GetString() == models.Model("qwen2vl")).GetProperty("mmproj").GetString());
        Talo.Run(sandbox, "models", "nowhere").Refused("nowhere");
    }

    [Fact]
    public void Should_Find_All_Well()
    {
        using var sandbox = new Sandbox();
        var report = Talo.Run(sandbox, "doctor", "--model", models.Llama, "--threads", "1").Succeeded().Out;
        foreach (var words in new[] { "LLamaSharp 0.30.0", "4 layers", "the model's own chat template", "A = token", "all is well" })
            Assert.Contains(words, report, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Say_What_Is_Not_Well()
    {
        using var sandbox = new Sandbox();

        var device = Talo.Run(sandbox, "doctor", "--device", "nosuch");
        Assert.Equal((1, true), (device.ExitCode, device.Out.Contains("no device 'nosuch' here", StringComparison.Ordinal)));
        var model = Talo.Run(sandbox, "doctor", "--model", sandbox.Write("notes.gguf", "Dear diary"u8.ToArray()));
        var engine = Talo.Run(sandbox, new Dictionary<string, string> { ["TALO_NATIVE_DIR"] = sandbox.Folder }, "doctor");

        Assert.Equal((1, 1), (model.ExitCode, engine.ExitCode));
        Assert.Contains("notes.gguf", model.Out, StringComparison.Ordinal);
        Assert.Contains("TALO_NATIVE_DIR", engine.Out, StringComparison.Ordinal);
    }
}
