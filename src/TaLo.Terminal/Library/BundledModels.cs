using TaLo.Gguf;
using TaLo.Models;

namespace TaLo.Terminal.Library;

/// <summary>The nano models, the eye and their task files that come with the program, in <c>models/</c> beside it.</summary>
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

    /// <summary>The nano models' tasks, held-out questions.</summary>
    public static string Tasks => Find("talo-nano-tasks.tsv");

    /// <summary>The name of a vision encoder for SmolLM2-135M, a model that anybody can download and that does not come with the program.</summary>
    public const string EyeName = "mmproj-smollm2-135m-talo-f16.gguf";

    /// <summary>The tasks for that pair, held-out questions.</summary>
    public static string EyeTasks => Find("talo-eye-tasks.tsv");

    /// <summary>The bundled vision encoder that was made for a model of the user's, or null.</summary>
    /// <param name="model">The model.</param>
    /// <param name="headers">Reads the encoder's.</param>
    public static string? EyeFor(ModelFile model, GgufHeaders headers) =>
        !Holds(model.Path) && headers.Of(Path.Combine(Folder, EyeName)).File is { } eye && MmprojPairing.IsMadeFor(model, eye) && MmprojPairing.Misfit(model, eye) is null ? eye.Path : null;

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
