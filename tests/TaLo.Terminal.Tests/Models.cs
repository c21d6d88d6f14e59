using TaLo.Gguf;
using TaLo.Gguf.RandomModels;

namespace TaLo.Terminal.Tests;

/// <summary>Random models of a few layers, made once for a class of tests in a folder that goes with it.</summary>
public sealed class Models : IDisposable
{
    public const int Layers = 4;

    // Qwen3-VL adds image features behind its first two layers; llama.cpp cannot build it without a third.
    private static readonly Dictionary<string, (DecoderShape Text, VisionShape Image)> Kinds = new()
    {
        ["llama"] = (Shapes.Llama with { Layers = Layers }, VisionShapes.Mlp),
        ["smolvlm"] = (Shapes.SmolVlm with { Layers = 2 }, VisionShapes.Idefics3),
        ["qwen2vl"] = (Shapes.Qwen2Vl with { Layers = 2 }, VisionShapes.Qwen2Vl),
        ["qwen3vl"] = (Shapes.Qwen3Vl with { Layers = 3 }, VisionShapes.Qwen3Vl),
        ["gemma3"] = (Shapes.Gemma3 with { Layers = 2 }, VisionShapes.Gemma3),
        ["wide"] = (Shapes.Llama with { Layers = 2, Embedding = 256 }, VisionShapes.Mlp),
    };

    private readonly Lock _gate = new();

    /// <summary>Where they are; a folder for each, so that none is paired with another's vision encoder.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("talo-e2e-models-").FullName;

    /// <summary>LLaVA's shape, four layers.</summary>
    public string Llama => Model("llama");

    /// <summary>A model file with its mmproj beside it.</summary>
    public string Model(string kind)
    {
        Mmproj(kind);
        return Make(kind, "model.gguf", path => RandomModel.Write(path, Kinds[kind].Text, seed: 1));
    }

    /// <summary>A model's vision encoder.</summary>
    public string Mmproj(string kind) => Make(
        kind, "mmproj-model.gguf", path => RandomMmproj.Write(path, Kinds[kind].Image, Kinds[kind].Text, seed: 2));

    /// <summary>A copy of <see cref="Llama"/> one layer of which does nothing.</summary>
    public string Inert(int layer)
    {
        Make("inert", "mmproj-model.gguf", path => File.Copy(Mmproj("llama"), path));
        return Make("inert", $"without-{layer}.gguf", path =>
            ZeroedCopy.Write(Llama, path, new TaLo.Models.Knockout(layer, TaLo.Models.Module.Attention)));
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private string Make(string kind, string name, Action<string> write)
    {
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(Folder, kind)).FullName, name);
        lock (_gate)
        {
            if (!File.Exists(path))
                write(path);
        }
        return path;
    }
}
