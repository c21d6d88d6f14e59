namespace TaLo.Gguf.RandomModels;

/// <summary>
/// Random models with vision encoders, by name, made when first asked for: speed and exactness can be checked without
/// a download, because neither depends on what the weights say.
/// </summary>
public static class NamedModels
{
    private static readonly Dictionary<string, (DecoderShape Decoder, VisionShape Encoder)> Pairs = new()
    {
        ["small"] = (Shapes.Small, VisionShapes.Mlp),
        ["1.5b"] = (Shapes.Qwen2Of1B5, VisionShapes.ClipLarge),
    };

    /// <summary>The names there are.</summary>
    public static IReadOnlyCollection<string> Names => Pairs.Keys;

    /// <summary>The model of a name; its mmproj lies beside it, named after it as llama.cpp does.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="folder">Where the models are kept, each in a folder of its own.</param>
    /// <returns>The model file and the mmproj file.</returns>
    public static (string Model, string Mmproj) Get(string name, string folder)
    {
        var (decoder, encoder) = Pairs[name];
        var own = Directory.CreateDirectory(Path.Combine(folder, name)).FullName;
        return (
            Make(Path.Combine(own, $"random-{name}.gguf"), path => RandomModel.Write(path, decoder, seed: 1)),
            Make(Path.Combine(own, $"mmproj-random-{name}.gguf"), path => RandomMmproj.Write(path, encoder, decoder, seed: 2)));
    }

    private static string Make(string path, Action<string> write)
    {
        if (File.Exists(path))
            return path;
        var draft = $"{path}.{Guid.NewGuid():N}.part";
        try
        {
            write(draft);
            File.Move(draft, path, overwrite: true);
        }
        finally
        {
            File.Delete(draft);
        }
        return path;
    }
}
