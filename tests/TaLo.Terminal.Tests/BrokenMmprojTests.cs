namespace TaLo.Terminal.Tests;

/// <summary>Model and vision encoder mixed up.</summary>
public sealed class BrokenMmprojTests(Models models) : IClassFixture<Models>
{
    [Fact]
    public void Should_Refuse_A_Vision_Encoder_As_Model() => Refuse(models.Mmproj("llama"), null, "mmproj-model.gguf", "mmproj");

    [Fact]
    public void Should_Refuse_A_Model_As_Vision_Encoder() => Refuse(models.Llama, models.Model("wide"), "model.gguf");

    [Fact]
    public void Should_Refuse_The_Vision_Encoder_Of_A_Wider_Model() =>
        Refuse(models.Llama, models.Mmproj("wide"), "mmproj-model.gguf", "256", "128");

    [Fact]
    public void Should_Refuse_A_Missing_Vision_Encoder() => Refuse(models.Llama, "nowhere.gguf", "nowhere.gguf");

    [Fact]
    public void Should_Refuse_A_Truncated_Vision_Encoder()
    {
        using var sandbox = new Sandbox();
        Refuse(models.Llama, sandbox.Write("half.gguf", File.ReadAllBytes(models.Mmproj("llama"))[..60_000]), "half.gguf");
    }

    [Fact]
    public void Should_Refuse_Images_Where_There_Is_No_Vision_Encoder()
    {
        using var sandbox = new Sandbox();
        File.Copy(models.Llama, sandbox.PathOf("alone.gguf"));

        var run = Talo.Run(sandbox, Sweep.Of("alone.gguf", Sweep.TwoTasks(sandbox, each: 1)));

        run.Refused("--mmproj");
        Assert.Contains("no mmproj", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Not_Speak_Of_A_Vision_Encoder_Where_Text_Is_Asked_And_None_Is_There()
    {
        using var sandbox = new Sandbox();
        File.Copy(models.Llama, sandbox.PathOf("alone.gguf"));
        string[] asked = Qa.Of("alone.gguf", "What?", "--max-tokens", "1");

        Assert.DoesNotContain("mmproj", Talo.Run(sandbox, asked).Succeeded().Error, StringComparison.Ordinal);

        sandbox.Write("a.png", Png.Noise(64, 64, 1));
        Talo.Run(sandbox, [.. asked, "--image", "a.png"]).Refused("--mmproj");

        File.Copy(models.Mmproj("wide"), sandbox.PathOf("mmproj-wide.gguf"));
        Assert.Contains("no mmproj: no mmproj file in", Talo.Run(sandbox, asked).Succeeded().Error, StringComparison.Ordinal);
    }

    private static void Refuse(string model, string? mmproj, params string[] words)
    {
        using var sandbox = new Sandbox();
        string[] option = mmproj is null ? [] : ["--mmproj", mmproj];
        Talo.Run(sandbox, Sweep.Of(model, Sweep.TwoTasks(sandbox, each: 1), option)).Refused(words);
    }
}
