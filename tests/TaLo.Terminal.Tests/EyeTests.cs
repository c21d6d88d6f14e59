using TaLo.Gguf.RandomModels;
using TaLo.Tasks.Readers;
using TaLo.Terminal.Library;
using TaLo.Tests;

namespace TaLo.Terminal.Tests;

/// <summary>The bundled eye before a pretrained model, through the real program.</summary>
public sealed class EyeTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [SharedDataFact(Eye.Model)]
    public void Should_Run_The_Demo_On_SmolLM2()
    {
        var demo = Talo.Run(_sandbox, "demo", "--model", Model(), "--tasks", "capital", "--samples", "4", "--device", "cpu", "--threads", "1", "--out", _sandbox.PathOf("out")).Succeeded();

        Assert.Contains($"mmproj: {Path.Combine(BundledModels.Folder, BundledModels.EyeName)}", demo.Error, StringComparison.Ordinal);
        Assert.Contains("shown small pictures through", demo.Out, StringComparison.Ordinal);
        Assert.Contains("capital", demo.Out, StringComparison.Ordinal);
        Assert.Contains("look again with: talo show", demo.Out, StringComparison.Ordinal);
        Assert.Equal(4 * (1 + 30), File.ReadLines(_sandbox.PathOf("out.jsonl")).Count());
    }

    [SharedDataFact(Eye.Model)]
    public void Should_Answer_About_A_Picture_With_And_Without_A_Bypass()
    {
        using var data = DataSets.Open(BundledModels.EyeTasks);
        var flag = data.Load(data.Samples.First(s => s.Task == "flag"));
        var image = _sandbox.Write("flag.png", flag.Question.Images[0].ToArray());
        string Answer(params string[] bypass) =>
            Talo.Run(_sandbox, ["qa", Model(), flag.Question.Text, "--image", image, "--max-tokens", "6", "--device", "cpu", "--threads", "1", .. bypass]).Succeeded().Out;

        var (plain, bypassed) = (Answer("--base"), Answer("--layer", "0"));
        Assert.NotEmpty(plain.Trim());
        Assert.NotEqual(plain, bypassed);
        var chat = Qa.Piped(_sandbox, [$"/image {image}", flag.Question.Text, "/talo off", "/new", $"{image} {flag.Question.Text}"], Qa.Chat(Model(), "--layer", "0", "--max-tokens", "6")).Succeeded();
        Assert.Equal(bypassed + plain, chat.Out);
    }

    [SharedDataFact(Eye.Model)]
    public void Should_Be_Well_With_SmolLM2()
    {
        var doctor = Talo.Run(_sandbox, "doctor", "--model", Model(), "--device", "cpu", "--threads", "1").Succeeded();

        Assert.Contains($"mmproj: {Path.Combine(BundledModels.Folder, BundledModels.EyeName)}", doctor.Error, StringComparison.Ordinal);
        Assert.Contains("7 layers of it can be bypassed", doctor.Out, StringComparison.Ordinal);
        Assert.Contains("verdict   all is well", doctor.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Warn_Before_Another_Model_Of_Its_Width()
    {
        var model = _sandbox.PathOf("other.gguf");
        RandomModel.Write(model, Shapes.Llama with { Layers = 2, Embedding = 576 }, seed: 1);
        var eye = Path.Combine(BundledModels.Folder, BundledModels.EyeName);

        Assert.DoesNotContain(BundledModels.EyeName, Talo.Run(_sandbox, "models", _sandbox.Folder).Succeeded().Out, StringComparison.Ordinal);
        var doctor = Talo.Run(_sandbox, "doctor", "--model", model, "--mmproj", eye, "--device", "cpu").Succeeded();
        Assert.Contains("was made for SmolLM2 135M, and other.gguf is called random llama 1", doctor.Out, StringComparison.Ordinal);
        var qa = Talo.Run(_sandbox, "qa", model, "Hello?", "--mmproj", eye, "--max-tokens", "1", "--device", "cpu").Succeeded();
        Assert.Contains("was made for SmolLM2 135M", qa.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Not_Show_Pictures_To_A_Model_That_Has_No_Encoder()
    {
        var model = _sandbox.PathOf("blind.gguf");
        RandomModel.Write(model, Shapes.Llama with { Layers = 2 }, seed: 1);

        Talo.Run(_sandbox, "demo", "--model", model).Refused("blind.gguf", "the demo asks about pictures", "--mmproj FILE");
    }

    // Alone in its folder: beside it in ../shared lies another eye.
    private string Model()
    {
        var path = _sandbox.PathOf("SmolLM2.gguf");
        if (!File.Exists(path))
            File.CreateSymbolicLink(path, SharedDataFactAttribute.Path(Eye.Model)!);
        return path;
    }
}

/// <summary>Where what the eye was made for is, under <c>../shared</c>.</summary>
internal static class Eye
{
    public const string Model = "models/SmolLM2-135M-Instruct.Q4_1.gguf";
}
