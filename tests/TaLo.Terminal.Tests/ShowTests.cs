namespace TaLo.Terminal.Tests;

/// <summary><c>talo show</c>: what is stored, listed and in full.</summary>
public sealed class ShowTests(Models models) : IClassFixture<Models>
{
    [Fact]
    public void Should_Show_What_The_Sweep_Showed()
    {
        using var sandbox = new Sandbox();
        var data = Sweep.TwoTasks(sandbox, each: 6);
        var table = Talo.Run(sandbox, Sweep.Of(models.Llama, data)).Succeeded().Out;
        var listed = Talo.Run(sandbox, "show", "--json").Succeeded().Json;
        var id = listed[0].GetProperty("id").GetString()!;

        var list = Talo.Run(sandbox, "show").Succeeded();
        var shown = Talo.Run(sandbox, "show", id[..8]).Succeeded();

        Assert.Equal(1, listed.GetArrayLength());
        Assert.Contains(id[..8], list.Out, StringComparison.Ordinal);
        Assert.Matches($@"two +2 +12 +{12 * (1 + Models.Layers)} +letter", list.Out);
        Assert.Equal(12, listed[0].GetProperty("size").GetProperty("samples").GetInt32());
        Assert.StartsWith($"sweep {id[..8]}", shown.Out, StringComparison.Ordinal);
        Assert.EndsWith(table, shown.Out, StringComparison.Ordinal);
        Assert.Equal("", list.Error + shown.Error);
    }

    [Fact]
    public void Should_Show_Every_Layer_Of_One_Task()
    {
        using var sandbox = new Sandbox();
        var data = Sweep.TwoTasks(sandbox, each: 6);
        var swept = Talo.Run(sandbox, Sweep.Of(models.Llama, data, "--json", "--modules", "attention,ffn")).Succeeded().Json;
        var id = swept.GetProperty("sweep").GetString()!;

        var shape = Talo.Run(sandbox, "show", id, "--task", "shape").Succeeded().Out;
        var json = Talo.Run(sandbox, "show", id, "--task", "shape", "--module", "ffn", "--json").Succeeded().Json;

        Assert.Contains("shape, attention bypassed", shape, StringComparison.Ordinal);
        Assert.Contains("shape, ffn bypassed", shape, StringComparison.Ordinal);
        Assert.DoesNotContain("colour", shape, StringComparison.Ordinal);
        var vector = Assert.Single(json.GetProperty("vectors").EnumerateArray());
        var same = swept.GetProperty("vectors").EnumerateArray().Single(v =>
            v.GetProperty("task").GetString() == "shape" && v.GetProperty("module").GetString() == "ffn");
        Assert.Equal(same.GetRawText(), vector.GetRawText());
        Talo.Run(sandbox, "show", id, "--task", "taste").Refused("'taste'");
        Talo.Run(sandbox, "show", id, "--module", "layer").Refused("has no results of layer");
    }

    [Fact]
    public void Should_Show_The_Base_Model_Alone_In_Json_And_By_Task()
    {
        using var sandbox = new Sandbox();
        var data = Sweep.TwoTasks(sandbox, each: 6);
        var swept = Talo.Run(sandbox, Sweep.Of(models.Llama, data, "--layers", "none", "--json")).Succeeded().Json;
        var id = swept.GetProperty("sweep").GetString()!;

        var tasks = swept.GetProperty("base").EnumerateArray().ToDictionary(t => t.GetProperty("task").GetString()!);
        Assert.Equal(["colour", "shape"], tasks.Keys.Order());
        Assert.Equal(6, tasks["shape"].GetProperty("samples").GetInt32());
        var accuracy = tasks["shape"].GetProperty("accuracy").GetProperty("acc").GetDouble();
        Assert.Contains(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{100 * accuracy:0.0}%"), Talo.Run(sandbox, "show", id, "--task", "shape").Succeeded().Out, StringComparison.Ordinal);
        Assert.Equal(1, Talo.Run(sandbox, "show", id, "--task", "shape", "--json").Succeeded().Json.GetProperty("base").GetArrayLength());
    }

    [Fact]
    public void Should_Not_Pass_Over_What_Vectors_It_Is_Asked_For()
    {
        using var sandbox = new Sandbox();
        var data = Sweep.TwoTasks(sandbox, each: 2);
        var zero = Talo.Run(sandbox, Sweep.Of(models.Llama, data, "--json")).Succeeded().Json.GetProperty("sweep").GetString()!;
        var uniform = Talo.Run(sandbox, Sweep.Of(models.Llama, data, "--intervention", "uniform", "--json")).Succeeded().Json.GetProperty("sweep").GetString()!;
        Talo.Run(sandbox, "vectors", zero, "--block-length", "4").Refused("--block-length 4", "repeats no blocks");
        Talo.Run(sandbox, "vectors", uniform, "--module", "ffn").Refused("--module ffn", "uniform");
        Talo.Run(sandbox, "vectors", uniform, "--module", "attention", "--block-length", "1").Succeeded();
    }

    [Fact]
    public void Should_Keep_Showing_Layers_When_The_Base_Model_Is_Asked_More()
    {
        using var sandbox = new Sandbox();
        var data = Sweep.TwoTasks(sandbox, each: 6);
        var swept = Talo.Run(sandbox, Sweep.Of(models.Llama, data, "--json", "--samples", "4")).Succeeded().Json;
        var id = swept.GetProperty("sweep").GetString()!;
        Talo.Run(sandbox, Sweep.Of(models.Llama, data, "--layers", "none")).Succeeded();
        Talo.Run(sandbox, ["eval", .. Sweep.Of(models.Llama, data, "--layer", "1").Skip(1)]).Succeeded();

        var shown = Talo.Run(sandbox, "show", id, "--json").Succeeded().Json;

        foreach (var (before, after) in swept.GetProperty("vectors").EnumerateArray().Zip(shown.GetProperty("vectors").EnumerateArray()))
        {
            Assert.Equal((0, 2), (before.GetProperty("not_compared").GetInt32(), after.GetProperty("not_compared").GetInt32()));
            Assert.All(
                new[] { "task", "samples", "base_accuracy", "layers" },
                name => Assert.Equal(before.GetProperty(name).GetRawText(), after.GetProperty(name).GetRawText()));
        }
        Assert.Matches(@"shape +4 of 6 ", Talo.Run(sandbox, "show", id).Succeeded().Out);
        Assert.Contains("2 more, which not all layers were tried on", Talo.Run(sandbox, "show", id, "--task", "shape").Succeeded().Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Say_Where_To_Begin_When_Nothing_Is_Stored()
    {
        using var sandbox = new Sandbox();
        Assert.Contains("talo demo", Talo.Run(sandbox, "show").Succeeded().Out, StringComparison.Ordinal);
        Assert.Equal(0, Talo.Run(sandbox, "show", "--json").Succeeded().Json.GetArrayLength());
        Assert.False(Directory.Exists(sandbox.Store));
    }
}
