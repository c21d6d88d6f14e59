using TaLo.Models;

namespace TaLo.Terminal.Library;

/// <summary>The nano models and their task file that come with the program, in <c>models/</c> beside it.</summary>
internal static class BundledModels
{
    /// <summary>The folder.</summary>
    public static string Folder => Path.Combine(AppContext.BaseDirectory, "models");

    /// <summary>The plainly trained model.</summary>
    public static string Plain => Find(PlainName);

    /// <summary>Its file's name.</summary>
    public const string PlainName = "talo-nano-plain-q8_0.gguf";

    /// <summary>The positive control: the same model after a disclosed, deliberate late fine-tuning bias.</summary>
    public static string Biased => Find("talo-nano-biased-q8_0.gguf");

    /// <summary>The vision encoder of both.</summary>
    public static string Mmproj => Find("mmproj-talo-nano-f16.gguf");

    /// <summary>Their tasks, held-out questions.</summary>
    public static string Tasks => Find("talo-nano-tasks.tsv");

    /// <summary>How they are loaded: so small a model is fastest on one thread of the CPU.</summary>
    public static ModelOptions Gently(ModelOptions options) => options with { Device = "cpu", Threads = 1 };

    /// <summary>Whether a file is one of them.</summary>
    public static bool Holds(string path) => Path.GetDirectoryName(Path.GetFullPath(path)) == Folder;

    private static string Find(string name)
    {
        var path = Path.Combine(Folder, name);
        return File.Exists(path)
            ? path
            : throw new ModelException($"{path} is missing: the bundled models belong in {Folder}; build or publish again");
    }
}
