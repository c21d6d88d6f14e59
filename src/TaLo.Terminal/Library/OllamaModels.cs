using System.Text.Json;

namespace TaLo.Terminal.Library;

/// <summary>
/// Ollama's models: <c>manifests/HOST/NAMESPACE/MODEL/TAG</c> is a JSON file whose layers name the files in <c>blobs</c>. They go
/// by the names that Ollama lists them by.
/// </summary>
internal static class OllamaModels
{
    private const string Manifests = "manifests";
    private const string Host = "registry.ollama.ai";
    private const string Namespace = "library";

    /// <summary>Whether a folder is Ollama's.</summary>
    public static bool IsAt(string folder) => Directory.Exists(Path.Combine(folder, Manifests));

    /// <summary>Its models, by name; a manifest that is broken, or whose model is not there, gives none.</summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static IReadOnlyList<ModelEntry> In(string folder)
    {
        var manifests = Path.Combine(folder, Manifests);
        var options = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 4, IgnoreInaccessible = true };
        return [.. Directory.EnumerateFiles(manifests, "*", options)
            .Select(file => Read(file, Path.GetRelativePath(manifests, file).Split(Path.DirectorySeparatorChar), Path.Combine(folder, "blobs")))
            .OfType<ModelEntry>()
            .OrderBy(m => m.Name, StringComparer.OrdinalIgnoreCase)];
    }

    private static ModelEntry? Read(string manifest, string[] place, string blobs)
    {
        if (place is not [var host, .. var owner, var model, var tag])
            return null;
        try
        {
            SpecialFile.Refuse(manifest);
            using var document = JsonDocument.Parse(System.IO.File.ReadAllBytes(manifest));
            var files = document.RootElement.GetProperty("layers").EnumerateArray()
                .ToLookup(l => l.GetProperty("mediaType").GetString() ?? "", l => Blob(l.GetProperty("digest").GetString() ?? "", blobs));
            return File(files, ".image.model") is { } path
                ? new ModelEntry(path, Name(host, string.Join('/', owner), model, tag)) { Mmproj = File(files, ".image.projector") }
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }

    private static string Blob(string digest, string folder) => Path.Combine(folder, Path.GetFileName(digest.Replace(':', '-')));

    private static string? File(ILookup<string, string> files, string kind) =>
        files.Where(f => f.Key.EndsWith(kind, StringComparison.Ordinal)).SelectMany(f => f).FirstOrDefault(Path.Exists);

    private static string Name(string host, string owner, string model, string tag)
    {
        var name = $"{model}:{tag}";
        return host != Host ? $"{host}/{owner}/{name}" : owner != Namespace ? $"{owner}/{name}" : name;
    }
}
