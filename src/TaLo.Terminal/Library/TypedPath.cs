namespace TaLo.Terminal.Library;

/// <summary>Paths as people type, paste or drop them into a terminal.</summary>
internal static class TypedPath
{
    /// <summary>The path that is meant: without quotes, backslashes before blanks, <c>file://</c>, and with ~ as the home folder.</summary>
    public static string Clean(string typed)
    {
        var text = typed.Trim();
        if (text.Length > 1 && text[0] is '\'' or '"' && text[^1] == text[0])
            text = text[1..^1];
        else if (!OperatingSystem.IsWindows())
            text = text.Replace("\\ ", " ", StringComparison.Ordinal);
        if (text.StartsWith("file://", StringComparison.Ordinal) && Uri.TryCreate(text, UriKind.Absolute, out var uri))
            text = uri.LocalPath;
        return text == "~" || text.StartsWith("~/", StringComparison.Ordinal)
            ? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) + text[1..]
            : text;
    }

    /// <summary>Extends a path that is being typed as far as the files that fit agree.</summary>
    /// <param name="typed">What is typed so far.</param>
    /// <param name="endings">Endings of the files that are offered; folders always are.</param>
    /// <returns>The longer text, or what was typed; and what it may be.</returns>
    public static (string Text, IReadOnlyList<string> Candidates) Complete(string typed, params string[] endings)
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
