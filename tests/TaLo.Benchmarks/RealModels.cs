using TaLo.RandomModels;

namespace TaLo.Benchmarks;

/// <summary>Random models of real shapes, made when first asked for and kept in the system's temporary folder.</summary>
internal static class RealModels
{
    /// <summary>Qwen2-VL-2B's decoder (28 layers, 1536 wide, q4_0) with a small vocabulary: 0.74 GB.</summary>
    public static string Qwen2Vl2B() => Make("qwen2vl-2b-few-tokens-q4_0.gguf", path => RandomModel.Write(path, Shapes.Qwen2Vl2BFewTokens, seed: 1));

    /// <summary>The bundled nano model, from the folder of the sources.</summary>
    public static string Nano()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "models", "talo-nano-plain-q8_0.gguf");
            if (File.Exists(path))
                return path;
        }
        throw new FileNotFoundException("models/talo-nano-plain-q8_0.gguf is in no folder above the program");
    }

    private static string Make(string name, Action<string> write)
    {
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "talo-bench")).FullName, name);
        if (!File.Exists(path))
        {
            write(path + ".part");
            File.Move(path + ".part", path);
        }
        return path;
    }
}
