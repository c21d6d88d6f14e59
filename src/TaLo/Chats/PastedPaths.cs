using System.Text;

namespace TaLo.Chats;

/// <summary>
/// File paths as terminals paste them when files are dropped on them, and as people type them: in quotes, with
/// escaped spaces, as <c>file://</c> addresses, beginning with <c>~</c>, several in a row.
/// </summary>
public static class PastedPaths
{
    /// <summary>Endings of image files.</summary>
    public static IReadOnlyList<string> ImageEndings { get; } = [".png", ".jpg", ".jpeg", ".webp", ".bmp", ".gif"];

    /// <summary>Reads paths; a text that names a file just as it stands is that one path.</summary>
    /// <returns>The paths; none for an empty text.</returns>
    public static IReadOnlyList<string> Parse(string text)
    {
        var trimmed = text.Trim();
        return trimmed.Length > 0 && File.Exists(FromHome(trimmed)) ? [FromHome(trimmed)] : [.. Words(trimmed).Select(Plain)];
    }

    /// <summary>Whether a text consists of nothing but the paths of image files that exist.</summary>
    public static bool AreImages(string text) => Parse(text) is { Count: > 0 } paths && paths.All(IsImage);

    /// <summary>Whether a path ends as an image file's does.</summary>
    public static bool EndsLikeImage(string path) => ImageEndings.Contains(Path.GetExtension(path).ToLowerInvariant());

    private static bool IsImage(string path) => EndsLikeImage(path) && File.Exists(path);

    /// <summary>Splits like a shell: quotes keep white space, a backslash keeps the next character.</summary>
    private static IEnumerable<string> Words(string text)
    {
        var word = new StringBuilder();
        var quote = '\0';
        var begun = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\\' && quote != '\'' && i + 1 < text.Length && !OperatingSystem.IsWindows())
                word.Append(text[++i]);
            else if (c == quote)
                quote = '\0';
            else if (quote == '\0' && c is '"' or '\'' && (!begun || c == '"' || Closes(text, i)))
                quote = c;
            else if (quote == '\0' && char.IsWhiteSpace(c))
            {
                if (begun)
                    yield return word.ToString();
                word.Clear();
                begun = false;
                continue;
            }
            else
                word.Append(c);
            begun = true;
        }
        if (begun)
            yield return word.ToString();
    }

    /// <summary>Whether an apostrophe inside a word is a quote: another one follows.</summary>
    private static bool Closes(string text, int at) => text.IndexOf('\'', at + 1) > 0;

    private static string Plain(string word) =>
        word.StartsWith("file:", StringComparison.OrdinalIgnoreCase) && Uri.TryCreate(word, UriKind.Absolute, out var uri)
            ? OperatingSystem.IsWindows() ? uri.LocalPath : Uri.UnescapeDataString(uri.AbsolutePath)
            : FromHome(word);

    private static string FromHome(string path) =>
        path == "~" || path.StartsWith("~/", StringComparison.Ordinal)
            ? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) + path[1..]
            : path;
}
