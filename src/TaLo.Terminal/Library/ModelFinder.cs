using TaLo.Gguf;

namespace TaLo.Terminal.Library;

/// <summary>Looks for GGUF files and reads what they are, without loading them.</summary>
internal static class ModelFinder
{
    /// <summary>The GGUF files of a folder and its subfolders, in the order of their paths.</summary>
    /// <param name="folder">The folder; one that is not there holds none.</param>
    /// <param name="depth">How many levels of subfolders are looked through.</param>
    public static IEnumerable<FoundModel> In(string folder, int depth = int.MaxValue) =>
        FolderTree.Files(folder, "*.gguf", depth).GroupBy(path => Path.GetDirectoryName(path)!).SelectMany(Describe)
            .OrderBy(found => found.Path, StringComparer.Ordinal);

    /// <summary>The models and mmproj files of several folders, each file once, those that cannot be reached left out.</summary>
    public static IEnumerable<FoundModel> InAll(IEnumerable<(string Folder, int Depth)> folders)
    {
        var seen = new HashSet<string>();
        foreach (var (folder, depth) in folders)
        {
            List<FoundModel> found;
            try
            {
                found = [.. In(folder, depth)];
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                continue;
            }
            foreach (var model in found.Where(m => seen.Add(Path.GetFullPath(m.Path))))
                yield return model;
        }
    }

    /// <summary>What one file is.</summary>
    public static FoundModel Describe(string path) =>
        Describe(GgufHeader.Read(path), new Lazy<GgufFolder>(() => GgufFolder.Read(Path.GetDirectoryName(Path.GetFullPath(path))!)));

    /// <summary>What the files of one folder are; each header is read once.</summary>
    private static IEnumerable<FoundModel> Describe(IGrouping<string, string> folder)
    {
        List<GgufHeader> headers = [.. folder.Where(path => SplitModel.FirstPart(path) == path).Order(StringComparer.Ordinal).Select(GgufHeader.Read)];
        var mmprojs = new Lazy<GgufFolder>(() => GgufFolder.Of(folder.Key, headers));
        return headers.Select(header => Describe(header, mmprojs));
    }

    private static FoundModel Describe(GgufHeader header, Lazy<GgufFolder> folder)
    {
        if (header.File is not { } model)
            return new FoundModel(header.Path, null, null, header.Problem!);
        if (model.IsMmproj)
            return new FoundModel(header.Path, model, null, $"mmproj ({model.ProjectorType})");
        var match = MmprojPairing.Find(model, folder.Value);
        return new FoundModel(header.Path, model, match.Mmproj?.Path, match.Explanation);
    }
}
