using TaLo.Gguf.RandomModels;

namespace TaLo.Benchmarks;

/// <summary>What is measured on: the bundled nano model, and random models in the system's temporary folder.</summary>
internal static class BenchFiles
{
    /// <summary>The bundled nano model.</summary>
    public static string Nano => Path.Combine(AppContext.BaseDirectory, "models", "talo-nano-plain-q8_0.gguf");

    /// <summary>Its vision encoder.</summary>
    public static string NanoMmproj => Path.Combine(AppContext.BaseDirectory, "models", "mmproj-talo-nano-f16.gguf");

    /// <summary>Its questions.</summary>
    public static string NanoTasks => Path.Combine(AppContext.BaseDirectory, "models", "talo-nano-tasks.tsv");

    /// <summary>The 28-layer 1.5B shape and a CLIP-L encoder: made on first use, 1.4 GB.</summary>
    public static (string Model, string Mmproj) Real => Random("1.5b");

    /// <summary>A random model by its name.</summary>
    public static (string Model, string Mmproj) Random(string name) => NamedModels.Get(name, Path.Combine(Path.GetTempPath(), "talo-bench"));
}
