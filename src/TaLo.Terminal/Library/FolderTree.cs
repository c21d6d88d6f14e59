namespace TaLo.Terminal.Library;

/// <summary>Walks through a folder and its subfolders. Links are followed, but no folder is entered twice.</summary>
internal static class FolderTree
{
    private static readonly EnumerationOptions Here = new() { IgnoreInaccessible = true, MatchCasing = MatchCasing.CaseInsensitive };

    /// <summary>The files whose names match.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="pattern">What the names are like, for example <c>*.gguf</c>.</param>
    /// <param name="depth">How many levels of subfolders are entered.</param>
    /// <exception cref="IOException">There is no such folder.</exception>
    public static IEnumerable<string> Files(string folder, string pattern, int depth)
    {
        var (entered, open) = (new HashSet<string>(), new Queue<(string Path, string Real, int Depth)>());
        open.Enqueue((folder, Real(folder, Path.GetFullPath(folder)) ?? folder, 0));
        while (open.TryDequeue(out var at))
        {
            if (!entered.Add(at.Real))
                continue;
            foreach (var file in Directory.EnumerateFiles(at.Path, pattern, Here))
                yield return file;
            if (at.Depth == depth)
                continue;
            foreach (var below in Directory.EnumerateDirectories(at.Path, "*", Here))
            {
                if (Real(below, Path.Combine(at.Real, Path.GetFileName(below))) is { } real)
                    open.Enqueue((below, real, at.Depth + 1));
            }
        }
    }

    /// <summary>Where a folder really is, its parent's place being known; null for a link to nowhere, or in a circle.</summary>
    private static string? Real(string path, string here)
    {
        try
        {
            return Directory.ResolveLinkTarget(path, returnFinalTarget: true) is not { } target ? here
                : target.Exists ? target.FullName : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
