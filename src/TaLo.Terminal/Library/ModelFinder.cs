using System.Text.RegularExpressions;
using TaLo.Gguf;

namespace TaLo.Terminal.Library;

/// <summary>Looks for GGUF files and reads what they are, without loading them.</summary>
internal static partial class ModelFinder
{
    /// <summary>The models and mmproj files of a folder and its subfolders, in the order of their names.</summary>
    /// <param name="folder">The folder; Ollama's is read as Ollama reads it.</param>
    /// <param name="depth">How many levels of subfolders are looked through.</param>
    public static IEnumerable<FoundModel> In(string folder, int depth = int.MaxValue) => Describe(Entries(folder, depth));

    /// <summary>The models and mmproj files of several folders, each file once, those that cannot be reached left out.</summary>
    public static IEnumerable<FoundModel> InAll(IEnumerable<(string Folder, int Depth)> folders) => Describe(EntriesOfAll(folders));

    /// <summary>The same before they are read: links that lead to one file are one entry.</summary>
    public static IEnumerable<ModelEntry> EntriesOfAll(IEnumerable<(string Folder, int Depth)> folders)
    {
        var seen = new HashSet<string>();
        foreach (var (folder, depth) in folders)
        {
            IReadOnlyList<ModelEntry> found;
            try
            {
                found = Entries(folder, depth);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                continue;
            }
            foreach (var entry in found.Where(e => seen.Add(Target(e.Path))))
                yield return entry;
        }
    }

    /// <summary>What one file is.</summary>
    public static FoundModel Describe(string path) => Describe(new ModelEntry(path, NameOf(path, [.. Places.LmStudio])));

    /// <summary>What an entry is; its mmproj is its place's own, or the one beside it that fits.</summary>
    public static FoundModel Describe(ModelEntry entry) => Describe(entry, new GgufHeaders());

    private static IEnumerable<FoundModel> Describe(IEnumerable<ModelEntry> entries)
    {
        var headers = new GgufHeaders();
        return entries.Select(entry => Describe(entry, headers));
    }

    private static FoundModel Describe(ModelEntry entry, GgufHeaders headers)
    {
        var header = headers.Of(entry.Path);
        if (header.File is not { } model)
            return Found(entry, null, null, header.Problem!);
        if (model.IsMmproj)
            return Found(entry, model, null, $"mmproj ({model.ProjectorType})");
        if (model.HoldsVision)
        {
            return Found(entry, null, null, $"{entry.Name}: its vision encoder is inside the model file, as only Ollama's own engine reads it: "
                + "llama.cpp wants the same model as a GGUF file with an mmproj file (Hugging Face has them)");
        }
        if (entry.Mmproj is not { } own)
        {
            var match = MmprojPairing.Find(model, headers);
            if (match.Mmproj is null && BundledModels.EyeFor(model, headers) is { } eye)
                return Found(entry, model, eye, $"{Path.GetFileName(eye)}: comes with TaLo, made for this model");
            return Found(entry, model, match.Mmproj?.Path, match.Explanation) with { IsAlone = match.IsAlone };
        }
        var projector = headers.Of(own);
        return (projector.File is { } file ? MmprojPairing.Misfit(model, file) : projector.Problem) is { } problem
            ? Found(entry, model, null, problem)
            : Found(entry, model, own, "the one that belongs to it by its manifest");
    }

    private static FoundModel Found(ModelEntry entry, ModelFile? model, string? mmproj, string note) =>
        new(entry.Path, model, mmproj, note) { Name = entry.Name };

    private static IReadOnlyList<ModelEntry> Entries(string folder, int depth)
    {
        if (OllamaModels.IsAt(folder))
            return OllamaModels.In(folder);
        string[] studios = [.. Places.LmStudio];
        return [.. FolderTree.Files(folder, "*.gguf", depth).Order(StringComparer.Ordinal)
            .Where(path => SplitModel.FirstPart(path) == path)
            .Select(path => new ModelEntry(path, NameOf(path, studios)))];
    }

    /// <summary><c>ORG/REPO/FILE</c> in the caches of Hugging Face and LM Studio, elsewhere the file's name.</summary>
    private static string NameOf(string path, IReadOnlyList<string> studios)
    {
        if (HubPath().Match(path.Replace('\\', '/')) is { Success: true } hub)
            return $"{hub.Groups[1].Value}/{hub.Groups[2].Value}/{hub.Groups[3].Value}";
        var full = Path.GetFullPath(path);
        return studios.Where(s => full.StartsWith(s + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            .Select(s => Path.GetRelativePath(s, full).Replace('\\', '/'))
            .FirstOrDefault() ?? Path.GetFileName(path);
    }

    /// <summary>The file that links lead to.</summary>
    private static string Target(string path)
    {
        try
        {
            return Path.GetFullPath(File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Path.GetFullPath(path);
        }
    }

    [GeneratedRegex(@"/models--([^/]+?)--([^/]+)/snapshots/[^/]+/(.+)$")]
    private static partial Regex HubPath();
}
