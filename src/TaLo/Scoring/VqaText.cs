using System.Text.RegularExpressions;

namespace TaLo.Scoring;

/// <summary>
/// Texts made alike as VQA's evaluation makes them alike: lower case, punctuation taken out, articles left out, number words
/// as digits, contractions with their apostrophes.
/// </summary>
public static partial class VqaText
{
    private const string Punctuation = ";/[]\"{}()=+\\_-><@`,?!";
    private const int MostPeriods = 32;

    private static readonly string[] NumberWords = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

    // By the words that something hangs on, as VQA's list has them; those that are words of their own without an apostrophe (ill, well, its) are not in it.
    private static readonly Dictionary<string, string> Contractions = Of(
        [
            .. Each("n't", "ai are ca could did does do had has have is might must need ought sha should was were wo would"),
            .. Each("n't've", "could had might should would"),
            .. Each("'ve", "could might must not should they we what where who would you I"),
            .. Each("'d", "he how it somebody someone something there they where who you"),
            .. Each("'d've", "he I it she somebody someone something there they we who y'all you"),
            .. Each("'ll", "how it somebody someone something they what who why y'all you"),
            .. Each("'s", "he how somebody someone that there what when where who why"),
            .. Each("'re", "there they what why you"),
            "I'm", "ma'am", "o'clock", "y'all", "'twas", "'ow's'at",
        ]);

    /// <summary>A text as answers are compared.</summary>
    public static string Normalised(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var plain = WithoutPunctuation(text.Replace('\n', ' ').Replace('\t', ' ').Trim());
        return string.Join(' ', plain.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Select(Digits).Where(w => w is not ("a" or "an" or "the")).Select(w => Contractions.GetValueOrDefault(w, w)));
    }

    /// <summary>
    /// Without punctuation: a mark beside a space, or any where a comma stands between digits, is left out; another becomes a
    /// space; a full stop goes unless a digit follows it.
    /// </summary>
    public static string WithoutPunctuation(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var hasThousands = CommaInNumber().IsMatch(text);
        var plain = text;
        foreach (var mark in Punctuation)
        {
            var isBesideSpace = text.Contains($"{mark} ", StringComparison.Ordinal) || text.Contains($" {mark}", StringComparison.Ordinal);
            plain = plain.Replace($"{mark}", isBesideSpace || hasThousands ? "" : " ", StringComparison.Ordinal);
        }
        return Period().Replace(plain, "", MostPeriods);
    }

    private static string Digits(string word) =>
        word == "none" ? "0" : Array.IndexOf(NumberWords, word) is >= 0 and var number ? $"{number}" : word;

    private static IEnumerable<string> Each(string ending, string stems) => stems.Split(' ').Select(s => s + ending);

    /// <summary>Each contraction by every spelling that lacks one of its apostrophes.</summary>
    private static Dictionary<string, string> Of(IEnumerable<string> contractions)
    {
        var known = new Dictionary<string, string>();
        foreach (var whole in contractions.Select(c => c.ToLowerInvariant()))
        {
            for (var at = whole.IndexOf('\''); at >= 0; at = whole.IndexOf('\'', at + 1))
                known.TryAdd(whole.Remove(at, 1), whole);
        }
        return known;
    }

    [GeneratedRegex(@"\d,\d")]
    private static partial Regex CommaInNumber();

    [GeneratedRegex(@"\.(?!\d)")]
    private static partial Regex Period();
}
