using TaLo.Gguf;

namespace TaLo.Terminal.Tests;

/// <summary><c>talo export</c>: a file with the bypass in it.</summary>
public sealed class ExportTests(SweptStore swept) : IClassFixture<SweptStore>
{
    [Fact]
    public void Should_Write_A_File_That_Answers_As_The_Bypass_Does()
    {
        using var sandbox = new Sandbox();
        var (model, file) = (swept.Models.Llama, sandbox.PathOf("without-2.gguf"));

        var run = Talo.Run(sandbox, "export", model, "--layer", "2", "--module", "layer", "--out", file).Succeeded();
        string[] asked = ["Which one is it?", "--max-tokens", "12", "--json"];
        var fromFile = Talo.Run(sandbox, Qa.Of(file, asked)).Succeeded().Json;
        var inForce = Talo.Run(sandbox, Qa.Of(model, [.. asked, "--layer", "2", "--module", "layer"])).Succeeded().Json;

        Assert.Contains("layer 2, removed", run.Out, StringComparison.Ordinal);
        Assert.Contains("equal to the bit", run.Out, StringComparison.Ordinal);
        Assert.Equal(inForce.GetProperty("answer").GetProperty("text").GetString(), fromFile.GetProperty("answer").GetProperty("text").GetString());
        var header = GgufFile.Read(file);
        Assert.Equal(3u, header.GetUInt32("llama.block_count"));
        Assert.Equal("layer 2", header.GetString("talo.knockouts"));
        Assert.Equal("by hand", header.GetString("talo.evidence"));
        Assert.EndsWith("(layer 2 removed)", header.GetString("general.name"), StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Zero_A_Module_And_Say_It_As_Json()
    {
        using var sandbox = new Sandbox();
        var file = sandbox.PathOf("zeroed.gguf");

        var json = Talo.Run(sandbox, "export", swept.Models.Llama, "--layer", "1", "--out", file, "--json").Succeeded().Json;

        Assert.Equal(("attention 1", "zeroed", 0), (json.GetProperty("knockouts").GetString(), json.GetProperty("form").GetString(), json.GetProperty("difference").GetDouble()));
        Assert.Equal(new FileInfo(file).Length, json.GetProperty("size_bytes").GetInt64());
    }

    [Theory]
    [InlineData("attention 1, ffn 3", "attention 1 + ffn 3", "zeroed")]
    [InlineData("uniform 2", "uniform 2", "zeroed")]
    [InlineData("repeat 1-2", "repeat 1-2", "repeated")]
    [InlineData("repeat 1x3 + attention 3", "repeat 1x3 + attention 3", "repeated")]
    public void Should_Write_Sets_And_Every_Intervention(string knockouts, string named, string form)
    {
        using var sandbox = new Sandbox();

        var json = Talo.Run(sandbox, "export", swept.Models.Llama, "--knockout", knockouts, "--out", sandbox.PathOf("x.gguf"), "--json").Succeeded().Json;

        Assert.Equal((named, form, 0), (json.GetProperty("knockouts").GetString(), json.GetProperty("form").GetString(), json.GetProperty("difference").GetDouble()));
    }

    [Fact]
    public void Should_Take_A_Profile_That_Was_Made_With_Images()
    {
        using var adapted = new AdaptedStore();
        var file = adapted.Sandbox.PathOf("flag.gguf");

        var run = Talo.Run(adapted.Sandbox, "export", Qa.Biased, "--profile", "flag-name", "--out", file).Succeeded();

        Assert.Contains("attention 7, zeroed", run.Out, StringComparison.Ordinal);
        Assert.StartsWith("profile ", GgufFile.Read(file).GetString("talo.evidence"), StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Leave_No_File_Where_It_Cannot()
    {
        using var sandbox = new Sandbox();
        var (model, file) = (swept.Models.Llama, sandbox.PathOf("x.gguf"));

        Talo.Run(sandbox, "export", model, "--knockout", "attention 1 answer", "--out", file).Refused("the prompt is read by the base model");
        Talo.Run(sandbox, "export", model, "--layer", "9", "--out", file).Refused("has layers 0 to 3");
        Talo.Run(sandbox, "export", swept.Models.Inert(2), "--layer", "2", "--out", file).Refused("attention 2 changes nothing");
        Talo.Run(sandbox, "export", model, "--layer", "1", "--out", model).Refused("is there already");
        Talo.Run(sandbox, "export", model, "--layer", "1", "--out", sandbox.PathOf("no/x.gguf")).Refused("cannot be written");
        Talo.Run(sandbox, "export", model, "--profile", "no-such-task", "--out", file).Refused("no-such-task");
        Assert.Equal(2, Talo.Run(sandbox, "export", model, "--out", file).ExitCode);
        Assert.Equal(2, Talo.Run(sandbox, "export", model, "--profile", "auto", "--out", file).ExitCode);
        Assert.Equal(2, Talo.Run(sandbox, "export", model, "--layer", "1").ExitCode);
        Assert.Empty(Directory.GetFiles(sandbox.Folder, "*.gguf*", SearchOption.AllDirectories));
    }
}
