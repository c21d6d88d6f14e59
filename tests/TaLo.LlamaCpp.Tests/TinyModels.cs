using TaLo.Gguf;
using TaLo.Gguf.RandomModels;
using TaLo.Images;
using TaLo.Models;

namespace TaLo.LlamaCpp.Tests;

/// <summary>Random model files, made once for a test run in a folder that goes with it.</summary>
public sealed class TinyModels : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("talo-tests-").FullName;
    private readonly Lock gate = new();

    public static IReadOnlyDictionary<string, DecoderShape> Decoders { get; } = new Dictionary<string, DecoderShape>
    {
        ["llama"] = Shapes.Llama,
        ["mistral"] = Shapes.Mistral,
        ["smolvlm"] = Shapes.SmolVlm,
        ["qwen2"] = Shapes.Qwen2,
        ["qwen2vl"] = Shapes.Qwen2Vl,
        ["qwen3"] = Shapes.Qwen3,
        ["qwen3vl"] = Shapes.Qwen3Vl,
        ["gemma3"] = Shapes.Gemma3,
        ["phi3"] = Shapes.Phi3,
        ["llama q8_0"] = Shapes.Llama with { WeightType = GgmlType.Q8_0 },
        ["qwen2 q4_0"] = Shapes.Qwen2 with { WeightType = GgmlType.Q4_0 },
    };

    public static IReadOnlyDictionary<string, VisionShape> Encoders { get; } = new Dictionary<string, VisionShape>
    {
        ["llama"] = VisionShapes.Mlp,
        ["smolvlm"] = VisionShapes.Idefics3,
        ["qwen2vl"] = VisionShapes.Qwen2Vl,
        ["qwen3vl"] = VisionShapes.Qwen3Vl,
        ["gemma3"] = VisionShapes.Gemma3,
    };

    /// <summary>Encoders beside those, for the decoder whose name theirs begins with.</summary>
    public static IReadOnlyDictionary<string, VisionShape> OtherEncoders { get; } = new Dictionary<string, VisionShape>
    {
        ["qwen2vl windows"] = VisionShapes.Qwen25Vl,
        ["gemma3 scaled"] = VisionShapes.Gemma3 with { ScalesBlocks = true },
        ["smolvlm q8_0"] = VisionShapes.Idefics3 with { WeightType = GgmlType.Q8_0 },
        ["qwen2vl f16"] = VisionShapes.Qwen2Vl with { WeightType = GgmlType.F16 },
    };

    public string Folder => folder;

    public string Model(string name) => Make($"{name}.gguf", path => RandomModel.Write(path, Decoders[name], seed: 1));

    public string Mmproj(string name) =>
        Make($"mmproj-{name}.gguf", path => RandomMmproj.Write(
            path, OtherEncoders.TryGetValue(name, out var other) ? other : Encoders[name], Decoders[name.Split(' ')[0]], seed: 2));

    /// <summary>The file that a knockout equals: really zeroed tensors, really repeated layers.</summary>
    public string Zeroed(string name, Knockout knockout) => knockout.Kind.Intervention == Intervention.Repeat
        ? Make($"{name}-{knockout}.gguf", path => Repeat(Model(name), path, knockout))
        : Make($"{name}-{knockout}.gguf", path => ZeroedCopy.Write(Model(name), path, knockout));

    /// <summary>The file that a set of knockouts equals: all of their tensors zeroed.</summary>
    public string Zeroed(string name, KnockoutSet set) => set.Knockouts.Skip(1).Aggregate(
        (Path: Zeroed(name, set.Knockouts[0]), Name: $"{name}-{set.Knockouts[0]}"),
        (file, knockout) => (Make($"{file.Name}+{knockout}.gguf", path => ZeroedCopy.Write(file.Path, path, knockout)), $"{file.Name}+{knockout}")).Path;

    /// <summary>The mmproj file that a knockout of the vision encoder equals: really zeroed tensors.</summary>
    public string ZeroedMmproj(string name, params Knockout[] knockouts) => Make($"mmproj-{name}-{string.Join('+', knockouts)}.gguf", path =>
    {
        using var stream = File.Create(path);
        EditedModel.Write(Mmproj(name), stream, KnockoutEdit.Of(Mmproj(name), knockouts, keepLayers: false));
    });

    /// <summary>Every decoder with text alone, then every encoder with images in the prompt.</summary>
    public static TheoryData<string, bool> Architectures
    {
        get
        {
            var data = new TheoryData<string, bool>();
            foreach (var name in Decoders.Keys)
                data.Add(name, false);
            foreach (var name in Encoders.Keys)
                data.Add(name, true);
            return data;
        }
    }

    public static ModelOptions Options(string model, string? mmproj = null) => new()
    {
        ModelPath = model,
        MmprojPath = mmproj,
        Device = "cpu",
        Threads = 1,
        ContextLength = 1024,
    };

    /// <summary>A PNG file of noise.</summary>
    public static ReadOnlyMemory<byte> Noise(int width, int height, int seed)
    {
        var random = new Random(seed);
        return new RgbImage(width, height, [.. Enumerable.Range(0, width * height * 3).Select(_ => (byte)random.Next(256))]).ToPng();
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>Copies a model with a block of layers really in it several times.</summary>
    public static void Repeat(string source, string target, Knockout knockout)
    {
        var block = Enumerable.Range(knockout.Layer, knockout.Kind.Length);
        var layers = Enumerable.Range(0, knockout.Layer)
            .Concat(Enumerable.Repeat(block, knockout.Kind.Times).SelectMany(b => b))
            .Concat(Enumerable.Range(knockout.LastLayer + 1, (int)ModelFile.Read(source).LayerCount! - knockout.LastLayer - 1));
        using var stream = File.Create(target);
        EditedModel.Write(source, stream, new ModelEdit { Layers = [.. layers] });
    }

    private string Make(string name, Action<string> write)
    {
        var path = Path.Combine(folder, name);
        lock (gate)
        {
            if (!File.Exists(path))
            {
                write(path + ".part");
                File.Move(path + ".part", path);
            }
        }
        return path;
    }
}
