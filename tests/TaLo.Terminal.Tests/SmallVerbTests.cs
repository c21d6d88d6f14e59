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

        var model = Talo.Run(sandbox, "doctor", "--model", sandbox.Write("notes.gguf", "Dear diary"u8.ToArray()));
        var engine = Talo.Run(sandbox, new Dictionary<string, string> { ["TALO_NATIVE_DIR"] = sandbox.Folder }, "doctor");

        Assert.Equal((1, 1), (model.ExitCode, engine.ExitCode));
        Assert.Contains("notes.gguf", model.Out, StringComparison.Ordinal);
        Assert.Contains("TALO_NATIVE_DIR", engine.Out, StringComparison.Ordinal);
    }
}
