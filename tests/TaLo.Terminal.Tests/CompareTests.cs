namespace TaLo.Terminal.Tests;

/// <summary><c>talo compare</c>: stored sweeps side by side.</summary>
public sealed class CompareTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public CompareTests()
    {
        MadeUpStore.Fill(_sandbox.Store, Enumerable.Range(0, 60));
        MadeUpStore.FillCoarser(_sandbox.Store, Enumerable.Range(6, 60));
    }

    [Fact]
    public void Should_Print_What_Differs_And_What_Is_Common()
    {
        var text = Talo.Run(_sandbox, "compare", MadeUpStore.Sweep.ShortId, MadeUpStore.Coarser.ShortId).Succeeded().Out;
        Assert.Contains($"A  {MadeUpStore.Sweep.ShortId}  made-up (F32)", text, StringComparison.Ordinal);
        Assert.Matches("model +made-up \\(F32\\), 4 layers, a{12} +made-up \\(Q4_0\\), 4 layers, d{12}", text);
        Assert.DoesNotContain("prompt", text, StringComparison.Ordinal);
        Assert.Matches("task 0 +27 +66.7% +66.7% +0.0 \\[.*\\] +0/0/27 +1.000 +1.000", text);
        Assert.Matches("task 0 +A +\\.\\.[*]\\. +\\+33.3\\* at 2 +0.0", text);
        Assert.Matches("B +\\.[*]\\.\\. +\\+33.3\\* at 1 +0.0", text);
        Assert.Contains("6 samples that A alone has left out", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Say_The_Same_As_Json()
    {
        var json = Talo.Run(_sandbox, "compare", MadeUpStore.Sweep.ShortId, MadeUpStore.Coarser.ShortId, "--task", "task 0", "--json").Succeeded().Json;
        Assert.Equal("model", Assert.Single(json.GetProperty("differences").EnumerateArray()).GetProperty("what").GetString());
        var task = Assert.Single(Assert.Single(json.GetProperty("pairs").EnumerateArray()).GetProperty("tasks").EnumerateArray());
        Assert.Equal((27, 3, 3), (task.GetProperty("base").GetProperty("samples").GetInt32(), task.GetProperty("only_first").GetInt32(), task.GetProperty("only_second").GetInt32()));
        var vectors = Assert.Single(task.GetProperty("vectors").EnumerateArray());
        Assert.Equal(-1.0 / 3, vectors.GetProperty("pearson").GetDouble(), 9);
        Assert.Equal(4, vectors.GetProperty("layers").GetInt32());
        Assert.Equal(2, vectors.GetProperty("first").GetProperty("most_interfering").GetProperty("layer").GetInt32());
        Assert.Equal(1, vectors.GetProperty("halves").GetProperty("first").GetProperty("same_top").GetDouble());
        Assert.Equal(0, vectors.GetProperty("halves").GetProperty("across").GetProperty("same_top").GetDouble());
    }

    [Fact]
    public void Should_Say_What_Cannot_Be_Compared()
    {
        var (first, second) = (MadeUpStore.Sweep.ShortId, MadeUpStore.Coarser.ShortId);
        Talo.Run(_sandbox, "compare", first, first).Refused("is named twice");
        Talo.Run(_sandbox, "compare", first, "ffff").Refused("no stored sweep begins with 'ffff'");
        Talo.Run(_sandbox, "compare", first, second, "--task", "nothing").Refused($"sweep {first} has no task 'nothing'");
        Talo.Run(_sandbox, "compare", first, second, "--reading", "acc_norm").Refused("was scored by letter");
        Assert.Equal(2, Talo.Run(_sandbox, "compare").ExitCode);
    }

    public void Dispose() => _sandbox.Dispose();
}
