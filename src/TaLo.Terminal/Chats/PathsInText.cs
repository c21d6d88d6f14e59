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
        if (Last().Match(text) is not { Success: true } word)
            return null;
        var plain = Plain(word.Value);
        var (path, candidates) = TypedPath.Complete(plain, PastedPaths.ImageEndings);
        // A word that only may be a path is one where something is there that begins so.
        if (!IsPath(plain) && !(plain.Contains('/', StringComparison.Ordinal) ? candidates.Count > 0 : candidates.Any(PastedPaths.EndsLikeImage)))
            return null;
        if (candidates.Count == 0)
            return (text, candidates);
        var quote = word.Value[0] is '"' or '\'' ? word.Value[..1] : "";
        return (text[..word.Index] + quote + (quote.Length > 0 ? path : path.Replace(" ", "\\ ", StringComparison.Ordinal)), candidates);
    }

    /// <summary>Whether a text ends in the beginning of a path.</summary>
    public static bool EndsInPath(string text) => Last().Match(text) is { Success: true } word && IsPath(Plain(word.Value));

    /// <summary>Whether a text ends in a word, which may be the beginning of a path.</summary>
    public static bool EndsInWord(string text) => Last().IsMatch(text);

    /// <summary>Takes the paths of images out of a question.</summary>
    /// <exception cref="InputException">There is no file at a path that ends like an image's: the question would be asked without it.</exception>
    public static QuestionWithPaths Take(string text)
    {
        if (PastedPaths.AreImages(text))
            return new QuestionWithPaths("", PastedPaths.Parse(text), []);
        var (paths, missing) = (new List<string>(), new List<string>());
        var rest = Word().Replace(text, match =>
        {
            var word = match.Value.TrimEnd(Punctuation);
            if (PastedPaths.AreImages(match.Value))
                word = match.Value;
            else if (word.Length == 0 || !PastedPaths.EndsLikeImage(Plain(word)))
                return match.Value;
            else if (!PastedPaths.AreImages(word))
            {
                if (IsPath(Plain(word)))
                    throw new InputException($"{Plain(word)}: no such file; nothing was asked: check the path");
                missing.Add(Plain(word));
                return match.Value;
            }
            paths.AddRange(PastedPaths.Parse(word));
            return match.Value[word.Length..];
        });
        return new QuestionWithPaths(paths.Count == 0 ? text : Blanks().Replace(rest, " ").Trim(), paths, missing);
    }

    private static readonly char[] Punctuation = ['.', ',', ';', ':', '?', '!'];

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

/// <summary>A question without the paths of images that stood in it.</summary>
/// <param name="Remaining">The question.</param>
/// <param name="Paths">Images that are there.</param>
/// <param name="Missing">Words that look like images' paths, but there is no such file: they stay in the question.</param>
internal sealed record QuestionWithPaths(string Remaining, IReadOnlyList<string> Paths, IReadOnlyList<string> Missing)
{
    /// <summary>What is to be said about those that are missing, or null.</summary>
    public string? Note => Missing.Count == 0 ? null : $"{string.Join(", ", Missing)}: no such file here, so it is asked as text, without an image";
}
