using System.Globalization;
using System.Text.RegularExpressions;

namespace TaLo.Tasks;

/// <summary>Images that a text names where they belong, as MMMU does: <c>&lt;image 2&gt;</c> is the second image of its row.</summary>
public static partial class NamedImage
{
    /// <summary>Whether a text names an image.</summary>
    public static bool IsIn(string? text) => text is not null && text.Contains("<image ", StringComparison.Ordinal) && Name().IsMatch(text);

    /// <summary>Whether a question, its hint or an option names an image.</summary>
    public static bool IsIn(string text, string? hint, IEnumerable<AnswerOption> options) =>
        IsIn(text) || IsIn(hint) || options.Any(o => IsIn(o.Text));

    /// <summary>The numbers of the images that a text names, in its order; those that are not there left out.</summary>
    /// <param name="text">The text.</param>
    /// <param name="images">How many images there are.</param>
    public static IEnumerable<int> In(string text, int images) => Name().Matches(text).Select(NumberOf).Where(n => n >= 1 && n <= images);

    /// <summary>A text with other words for the images that it names.</summary>
    /// <param name="text">The text.</param>
    /// <param name="images">How many images there are: a name of none of them stays.</param>
    /// <param name="words">Makes the pieces between the names.</param>
    /// <param name="image">Makes an image, by its number from 1.</param>
    public static string Replace(string text, int images, Func<string, string> words, Func<int, string> image)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(words);
        ArgumentNullException.ThrowIfNull(image);
        var (made, at) = ("", 0);
        foreach (Match match in Name().Matches(text))
        {
            if (NumberOf(match) is not (>= 1 and var number) || number > images)
                continue;
            made += words(text[at..match.Index]) + image(number);
            at = match.Index + match.Length;
        }

        return made + words(text[at..]);
    }

    private static int NumberOf(Match match) =>
        int.TryParse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    [GeneratedRegex("<image ([0-9]+)>")]
    private static partial Regex Name();
}
