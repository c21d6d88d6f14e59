using TaLo.Chats;

namespace TaLo.Terminal.Library;

/// <summary>One path as people type it: read, and completed.</summary>
internal static class TypedPath
{
    /// <summary>The one path that is meant, as <see cref="PastedPaths"/> reads it; a text that is several words is taken as it stands.</summary>
    public static string Clean(string typed) => PastedPaths.Parse(typed) is [var only] ? only : typed.Trim();

    /// <summary>Extends a path that is being typed as far as the files that fit agree.</summary>
    /// <param name="typed">What is typed so far.</param>
    /// <param name="endings">Endings of the files that are offered; folders always are.</param>
    /// <returns>The longer text, or what was typed; and what it may be.</returns>
    public static (string Text, IReadOnlyList<string> Candidates) Complete(string typed, params IReadOnlyList<string> endings)
    {
        var path = Clean(typed);
        var folder = Path.GetDirectoryName(path) is { } f ? f : path;
        var start = Path.GetFileName(path);
        try
        {
            var found = new DirectoryInfo(folder.Length == 0 ? "." : folder).EnumerateFileSystemInfos(start + "*")
                .Where(i => start.Length > 0 || i.Name[0] != '.')
                .Where(i => i is DirectoryInfo || endings.Contains(i.Extension, StringComparer.OrdinalIgnoreCase))
                .Select(i => i is DirectoryInfo ? i.Name + Path.DirectorySeparatorChar : i.Name)
                .Order(StringComparer.Ordinal).ToList();
            return found.Count == 0 ? (typed, found) : (Path.Combine(folder, CommonStart(found)), found);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return (typed, []);
        }
    }

    private static string CommonStart(List<string> names)
    {
        var length = names[0].Length;
        foreach (var name in names)
            length = Math.Min(length, name.Zip(names[0]).TakeWhile(p => p.First == p.Second).Count());
        return names[0][..length];
    }
}
