namespace TaLo.Terminal.Tests;

/// <summary>Places that cannot be written to. The tests may run as root, so nothing here rests on permissions.</summary>
public sealed class UnwritableTests(Models models) : IClassFixture<Models>
{
    [Theory]
    [InlineData("two.tsv")]
    [InlineData("two.tsv/store")]
    [InlineData("/proc/talo")]
    public void Should_Refuse_A_Store_That_Cannot_Be(string store)
    {
        using var sandbox = new Sandbox();
        var data = Sweep.TwoTasks(sandbox, each: 1);
        Talo.Run(sandbox, Sweep.Of(models.Llama, data, "--store", store)).Refused(store);
    }

    [Theory]
    [InlineData("journal.jsonl")]
    [InlineData("lock")]
    public void Should_Refuse_A_Store_With_A_Folder_For_A_File(string file)
    {
        using var sandbox = new Sandbox();
        var data = Sweep.TwoTasks(sandbox, each: 1);
        Directory.CreateDirectory(Path.Combine(sandbox.Store, file));
        Talo.Run(sandbox, Sweep.Of(models.Llama, data)).Refused(file);
    }

    /// <summary>What a user has there is not replaced, and nothing is added to it: least of all to the data.</summary>
    [Fact]
    public void Should_Not_Write_Over_What_Is_No_Result()
    {
        using var sandbox = new Sandbox();
        var data = Sweep.TwoTasks(sandbox, each: 1);
        var before = File.ReadAllText(data);
        Talo.Run(sandbox, Sweep.Of(models.Llama, data, "--layers", "0", "--out", data)).Refused(data, "holds no results");
        Talo.Run(sandbox, "qa", models.Llama, "--from", data, "--max-tokens", "1", "--out", data).Refused(data, "holds no answers");
        Talo.Run(sandbox, "profiles", "export", data).Refused(data, "holds no profiles");
        Assert.Equal(before, File.ReadAllText(data));
        Talo.Run(sandbox, Sweep.Of(models.Llama, data, "--layers", "0", "--out", "out.jsonl")).Succeeded();
        Talo.Run(sandbox, Sweep.Of(models.Llama, data, "--layers", "0", "--out", "out.jsonl")).Succeeded();
        var results = File.ReadAllText(sandbox.PathOf("out.jsonl"));
        var id = Talo.Run(sandbox, "show", "--json").Json[0].GetProperty("id").GetString()!;
        Talo.Run(sandbox, "show", id, "--task", "nowhere", "--out", "out.jsonl").Refused("has no task 'nowhere'");
        Talo.Run(sandbox, "show", id, "--module", "ffn", "--out", "out.jsonl").Refused("has no results of ffn");
        Assert.Equal(results, File.ReadAllText(sandbox.PathOf("out.jsonl")));
    }

    [Theory]
    [InlineData("nowhere/out.jsonl")]
    [InlineData("two.tsv/out.jsonl")]
    [InlineData("store")]
    public void Should_Refuse_An_Out_File_That_Cannot_Be(string file)
    {
        using var sandbox = new Sandbox();
        var data = Sweep.TwoTasks(sandbox, each: 1);
        Directory.CreateDirectory(sandbox.Store);

        Talo.Run(sandbox, Sweep.Of(models.Llama, data, "--out", file)).Refused(file);

        Assert.False(File.Exists(sandbox.PathOf(file + ".part")));
        Assert.Equal(0, sandbox.JournalLength);
    }
}
