using System.Text.RegularExpressions;
using TaLo.Chats;
using TaLo.Terminal.Library;

namespace TaLo.Terminal.Chats;

/// <summary>Paths of images in a question that is typed: completed while it is typed, and taken out of it when it is asked.</summary>
internal static partial class PathsInText
{
    /// <summary>Completes the path that a text ends in.</summary>
    /// <param name="text">The text before the cursor.</param>
    /// <returns>The longer text and what the path may become; null where the text does not end in a path.</returns>
    public static (string Text, IReadOnlyList<string> Candidates)? Complete(string text)
    {
        if (Last().Match(text) is not { Success: true } word || !IsPath(Plain(word.Value)))
            return null;
        var plain = Plain(word.Value);
        var (path, candidates) = TypedPath.Complete(plain, PastedPaths.ImageEndings);
        if (candidates.Count == 0)
            return (text, candidates);
        var quote = word.Value[0] is '"' or '\'' ? word.Value[..1] : "";
        return (text[..word.Index] + quote + (quote.Length > 0 ? path : path.Replace(" ", "\\ ", StringComparison.Ordinal)), candidates);
    }

    /// <summary>Whether a text ends in the beginning of a path.</summary>
    public static bool EndsInPath(string text) => Last().Match(text) is { Success: true } word && IsPath(Plain(word.Value));

    /// <summary>The paths of images, and the text without them.</summary>
    /// <exception cref="InputException">There is no file at a path that ends like an image's: the question would be asked without it.</exception>
    public static (string Remaining, IReadOnlyList<string> Paths) Take(string text)
    {
        if (PastedPaths.AreImages(text))
            return ("", PastedPaths.Parse(text));
        var paths = new List<string>();
        var rest = Word().Replace(text, match =>
        {
            var path = Plain(match.Value);
            if (!IsPath(path) || !PastedPaths.EndsLikeImage(path))
                return match.Value;
            if (!PastedPaths.AreImages(match.Value))
                throw new InputException($"{path}: no such file; nothing was asked: check the path");
            paths.AddRange(PastedPaths.Parse(match.Value));
            return "";
        });
        return paths.Count == 0 ? (text, paths) : (Blanks().Replace(rest, " ").Trim(), paths);
    }

    private static bool IsPath(string word) =>
        word.StartsWith('/') || word.StartsWith("./", StringComparison.Ordinal) || word.StartsWith("../", StringComparison.Ordinal)
        || word.StartsWith("~/", StringComparison.Ordinal) || word.StartsWith("file://", StringComparison.OrdinalIgnoreCase)
        || (word.Length > 2 && char.IsAsciiLetter(word[0]) && word[1] == ':' && word[2] is '\\' or '/');

    private static string Plain(string word) =>
        word[0] is '"' or '\'' ? word.Trim(word[0]) : word.Replace("\\ ", " ", StringComparison.Ordinal);

    [GeneratedRegex("""(?<!\S)(?:"[^"]*"|'[^']*'|(?:\\.|[^\s\\])+)""")]
    private static partial Regex Word();

    [GeneratedRegex("""(?<!\S)(?:"[^"]*|'[^']*|(?:\\.|[^\s\\])+)$""")]
    private static partial Regex Last();

    [GeneratedRegex("[ ]{2,}")]
    private static partial Regex Blanks();
}
