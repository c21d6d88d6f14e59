using TaLo.Chats;

namespace TaLo.Terminal.Library;

/// <summary>One path as people type it: read, and completed.</summary>
internal static class TypedPath
{
    private const int MostEntries = 2000;

    /// <summary>The one path that is meant, as <see cref="PastedPaths"/> reads it; a text that is several words is taken as it stands.</summary>
    public static string Clean(string typed) => PastedPaths.Parse(typed) is [var only] ? only : typed.Trim();

    /// <summary>The folders and files that a path which is being typed may become, folders first.</summary>
    /// <param name="typed">What is typed so far.</param>
    /// <param name="endings">Endings of the files that are offered; folders always are.</param>
    public static IReadOnlyList<FileSystemInfo> Entries(string typed, params IReadOnlyList<string> endings)
    {
        var (folder, start) = Split(typed);
        try
        {
            return [.. new DirectoryInfo(folder.Length == 0 ? "." : folder).EnumerateFileSystemInfos()
                .Where(i => i.Name.StartsWith(start, StringComparison.Ordinal) && (start.Length > 0 || i.Name[0] != '.'))
                .Where(i => i is DirectoryInfo || endings.Contains(i.Extension, StringComparer.OrdinalIgnoreCase))
                .Take(MostEntries)
                .OrderBy(i => i is DirectoryInfo ? 0 : 1).ThenBy(i => i.Name, StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return [];
        }
    }

    /// <summary>Extends a path that is being typed as far as the files that fit agree.</summary>
    /// <param name="typed">What is typed so far.</param>
    /// <param name="endings">Endings of the files that are offered; folders always are.</param>
    /// <returns>The longer text, or what was typed; and what it may be.</returns>
    public static (string Text, IReadOnlyList<string> Candidates) Complete(string typed, params IReadOnlyList<string> endings)
    {
        var found = Entries(typed, endings).Select(NameOf).Order(StringComparer.Ordinal).ToList();
        return found.Count == 0 ? (typed, found) : (Path.Combine(Split(typed).Folder, CommonStart(found)), found);
    }

    /// <summary>The path typed so far with an entry in place of its last part.</summary>
    public static string With(string typed, FileSystemInfo entry) => Path.Combine(Split(typed).Folder, NameOf(entry));

    private static string NameOf(FileSystemInfo entry) => entry is DirectoryInfo ? entry.Name + Path.DirectorySeparatorChar : entry.Name;

    private static (string Folder, string Start) Split(string typed)
    {
        var path = Clean(typed);
        return (Path.GetDirectoryName(path) is { } folder ? folder : path, Path.GetFileName(path));
    }

    private static string CommonStart(List<string> names)
    {
        var length = names[0].Length;
        foreach (var name in names)
            length = Math.Min(length, name.Zip(names[0]).TakeWhile(p => p.First == p.Second).Count());
        return names[0][..length];
    }
}
