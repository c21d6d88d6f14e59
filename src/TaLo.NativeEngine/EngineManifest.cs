using System.Security.Cryptography;
using System.Text.Json;

namespace TaLo.NativeEngine;

/// <summary>What <c>engine.json</c> says about the finished libraries beside it; written last.</summary>
/// <param name="LlamaCpp">llama.cpp's release.</param>
/// <param name="Platform">The platform they run on.</param>
/// <param name="Packages">The packages they came from.</param>
/// <param name="Files">Every library with its size and SHA-256.</param>
/// <param name="Built">When.</param>
internal sealed record EngineManifest(
    string LlamaCpp,
    string Platform,
    IReadOnlyList<Package> Packages,
    IReadOnlyDictionary<string, EngineFile> Files,
    DateTimeOffset Built)
{
    /// <summary>The file's name.</summary>
    public const string FileName = "engine.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, IgnoreReadOnlyProperties = true };

    /// <summary>Describes the libraries that lie in a folder.</summary>
    public static EngineManifest Of(string folder, Pins pins, string platform, IReadOnlyList<Package> packages) => new(
        pins.LlamaCpp,
        platform,
        [pins.Source, .. packages],
        Directory.GetFiles(folder, "*.so").Order(StringComparer.Ordinal).ToDictionary(
            path => Path.GetFileName(path)!,
            path => new EngineFile(new FileInfo(path).Length, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))))),
        DateTimeOffset.UtcNow);

    /// <summary>Writes the manifest into the folder it describes.</summary>
    public void Write(string folder) =>
        File.WriteAllText(Path.Combine(folder, FileName), JsonSerializer.Serialize(this, Json));

    /// <summary>Whether a folder holds a manifest and every file it names, in full length.</summary>
    public static bool IsWhole(string folder)
    {
        try
        {
            var text = File.ReadAllText(Path.Combine(folder, FileName));
            return JsonSerializer.Deserialize<EngineManifest>(text, Json) is { Files.Count: > 0 } manifest
                && manifest.Files.All(file => new FileInfo(Path.Combine(folder, file.Key)) is { Exists: true } found
                    && found.Length == file.Value.Size);
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            return false;
        }
    }
}
