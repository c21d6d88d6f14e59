namespace TaLo.Terminal.Tests;

/// <summary>Every intervention through the real program: swept, stored apart, shown by its one notation, decided on, asked with.</summary>
public sealed class InterventionTests(Models models) : IClassFixture<Models>
{
    [Fact]
    public void Should_Sweep_Store_Show_And_Decide_Each_By_Itself()
    {
        using var sandbox = new Sandbox();
        var data = Sweep.TwoTasks(sandbox, each: 3);
        string[] Swept(params string[] how) => Sweep.Of(models.Llama, data, ["--layers", "0-2", "--out", "out.jsonl", .. how]);

        Talo.Run(sandbox, Swept()).Succeeded();
        var zero = File.ReadAllText(sandbox.PathOf("out.jsonl"));
        Assert.Contains("uniform attention, accuracy", Talo.Run(sandbox, Swept("--intervention", "uniform")).Succeeded().Out, StringComparison.Ordinal);
        Assert.Equal(zero.Split('\n').Length, File.ReadAllLines(sandbox.PathOf("out.jsonl")).Length + 1);
        Assert.Contains("ffn bypassed for the answer alone", Talo.Run(sandbox, Swept("--modules", "ffn", "--scope", "answer")).Succeeded().Out, StringComparison.Ordinal);
        Assert.Contains("blocks of 3 layers run 3 times", Talo.Run(sandbox, Swept("--intervention", "repeat", "--block-length", "1,3", "--times", "3")).Succeeded().Out, StringComparison.Ordinal);
        Assert.Contains("\"layer\":1,\"module\":\"layer\",\"intervention\":\"repeat x3\"", File.ReadAllText(sandbox.PathOf("out.jsonl")), StringComparison.Ordinal);
        Assert.DoesNotContain("\"layer\":0", File.ReadAllText(sandbox.PathOf("out.jsonl")), StringComparison.Ordinal);

        var list = Talo.Run(sandbox, "show").Succeeded();
        foreach (var sweep in new[] { "zero", "uniform", "zero answer", "repeat x3" })
            Assert.Matches($"(?m) {sweep} *$", list.Out);

        // Again: all of it is stored.
        Assert.Contains("\"rows_new\": 0", Talo.Run(sandbox, Swept("--intervention", "repeat", "--block-length", "3", "--times", "3", "--json")).Succeeded().Out, StringComparison.Ordinal);
        Talo.Run(sandbox, "adapt", models.Llama, data, "--device", "cpu", "--threads", "1", "--ctx", "1024", "--layers", "0-2", "--intervention", "uniform", "--scope", "answer", "--protocol", "paper", "--probe", "1").Succeeded();
    }

    [Theory]
    [InlineData("uniform 3")]
    [InlineData("attention 3 answer")]
    [InlineData("repeat 2-3x3")]
    public void Should_Answer_Under_A_Knockout_By_Its_Notation(string knockout)
    {
        using var sandbox = new Sandbox();
        var run = Talo.Run(sandbox, Qa.Of(models.Llama, "What is it?", "--max-tokens", "8", "--knockout", knockout)).Succeeded();
        Assert.Contains($"{knockout} bypassed (by hand)", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--modules is for --intervention zero", "--intervention", "uniform", "--modules", "ffn")]
    [InlineData("--block-length and --times are for --intervention repeat", "--times", "3")]
    [InlineData("--scope answer is not for --intervention repeat", "--intervention", "repeat", "--scope", "answer")]
    [InlineData("--intervention noise", "--intervention", "noise")]
    [InlineData("block length '0'", "--intervention", "repeat", "--block-length", "0")]
    public void Should_Say_Which_Options_Do_Not_Go_Together(string expected, params string[] options)
    {
        using var sandbox = new Sandbox();
        var run = Talo.Run(sandbox, ["sweep", "model.gguf", "data.tsv", .. options]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no such block begins at any of --layers all", "--intervention", "repeat", "--block-length", "4")]
    [InlineData("no such block begins at any of --layers 0", "--intervention", "repeat", "--layers", "0")]
    public void Should_Refuse_What_Is_None(string expected, params string[] options)
    {
        using var sandbox = new Sandbox();
        Talo.Run(sandbox, ["sweep", models.Llama, Sweep.TwoTasks(sandbox, each: 1), .. options]).Refused(expected);
    }
}
