namespace TaLo.Terminal.Tests;

/// <summary>Sound files, but something asked for that is not there.</summary>
public sealed class WrongRequestTests(Models models) : IClassFixture<Models>
{
    [Theory]
    [InlineData("--layers", "4", "no layer 4", "0-3")]
    [InlineData("--device", "tpu", "'tpu'", "CPU")]
    [InlineData("--device", "cuda", "'cuda'", "TaloBackend")]
    [InlineData("--tasks", "colour,taste", "'taste'", "colour, shape")]
    [InlineData("--prompt", "nowhere.txt", "nowhere.txt", "")]
    [InlineData("--prompt", "two.tsv", "two.tsv", "")]
    public void Should_Refuse_With_What_There_Is(string option, string value, params string[] words)
    {
        using var sandbox = new Sandbox();
        var data = Sweep.TwoTasks(sandbox, each: 1);
        string[] command = ["sweep", models.Llama, data, "--threads", "1", option, value];
        Talo.Run(sandbox, command).Refused(words);
        Assert.Equal(0, sandbox.JournalLength);
    }

    [Fact]
    public void Should_Refuse_A_Prompt_Without_Options()
    {
        using var sandbox = new Sandbox();
        var prompt = sandbox.Write("prompt.txt", "{image}\n{question} {colour}\n"u8.ToArray());
        Talo.Run(sandbox, Sweep.Of(models.Llama, Sweep.TwoTasks(sandbox, each: 1), "--prompt", prompt)).Refused("prompt.txt");
    }

    [Fact]
    public void Should_Refuse_A_Sweep_That_Is_Not_Stored()
    {
        using var sandbox = new Sandbox();
        Talo.Run(sandbox, "show", "abc").Refused("'abc'", "talo show");
    }
}
