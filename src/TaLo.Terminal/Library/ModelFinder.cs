using TaLo.Gguf;

namespace TaLo.Terminal.Library;

/// <summary>Looks for GGUF files and reads what they are, without loading them.</summary>
internal static class ModelFinder
{
    /// <summary>The GGUF files of a folder and its subfolders, in the order of their paths.</summary>
    /// <param name="folder">The folder; one that is not there holds none.</param>
    /// <param name="depth">How many levels of subfolders are looked through.</param>
    public static IEnumerable<FoundModel> In(string folder, int depth = int.MaxValue)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, MaxRecursionDepth = depth };
        return Directory.EnumerateFiles(folder, "*.gguf", options).Order(StringComparer.Ordinal)
            .Where(path => SplitModel.FirstPart(path) == path)
            .Select(Describe);
    }

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
    public static FoundModel Describe(string path)
    {
        try
        {
            var model = ModelFile.Read(path);
            if (model.IsMmproj)
                return new FoundModel(path, model, null, $"mmproj ({model.ProjectorType})");
            var match = MmprojPairing.Find(model);
            return new FoundModel(path, model, match.Mmproj?.Path, match.Explanation);
        }
        catch (ModelException e)
        {
            return new FoundModel(path, null, null, e.Message);
        }
    }
}
