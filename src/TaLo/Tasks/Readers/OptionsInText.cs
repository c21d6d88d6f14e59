using System.Text.RegularExpressions;

namespace TaLo.Tasks.Readers;

/// <summary>Finds the options of a question that has them in its text (MMStar: <c>…\nOptions: A: a cat, B: a dog</c>).</summary>
internal static partial class OptionsInText
{
    /// <summary>What pandas writes for an option that is not there.</summary>
    public const string Missing = "nan";

    /// <summary>The question without them, and they; null where there are none, or the answer is none of them.</summary>
    public static (string Question, IReadOnlyList<AnswerOption> Options)? Find(string text, string? answer)
    {
        var header = Header().Matches(text).LastOrDefault();
        if (header is null)
            return null;
        var options = Split(text[(header.Index + header.Length)..].Trim());
        var isAnswered = answer is null || options.Exists(o => o.Letter.ToString() == answer || o.Text == answer);
        return options.Count >= 2 && isAnswered ? (text[..header.Index].Trim(), options) : null;
    }

    private static List<AnswerOption> Split(string list)
    {
        var options = new List<AnswerOption>();
        for (var letter = 'A'; letter <= 'Z' && Marker(letter).Match(list) is { Success: true, Index: 0 } marker; letter++)
        {
            list = list[marker.Length..];
            var next = Next((char)(letter + 1)).Match(list);
            var end = next.Success ? next.Index : list.Length;
            options.Add(new AnswerOption(letter, list[..end].Trim()));
            list = next.Success ? list[(end + next.Groups["gap"].Length)..] : "";
        }
        return list.Length == 0 && options.TrueForAll(o => o.Text.Length > 0) ? [.. options.Where(o => o.Text != Missing)] : [];
    }

    private static Regex Marker(char letter) => new($@"^(?:\({letter}\)|{letter}[.:)])\s*");

    private static Regex Next(char letter) => new($@"(?<gap>\s*[,;\n]\s*|\s+)(?=\({letter}\)|{letter}[.:)]\s)");

    [GeneratedRegex(@"(?:^|\n)\s*(?:Options|Choices)\s*:\s*", RegexOptions.IgnoreCase)]
    private static partial Regex Header();
}
