using System.Text.RegularExpressions;
using TaLo.Tasks;

namespace TaLo.Chats;

/// <summary>The answer that a file of questions knows to be right, and whether another one says the same.</summary>
/// <param name="Text">The answer; of an option, its text.</param>
/// <param name="Letter">The right option's letter, or null for an open question.</param>
/// <param name="Options">All options; none for an open question.</param>
public sealed partial record KnownAnswer(string Text, char? Letter, IReadOnlyList<AnswerOption> Options)
{
    private static readonly string[] Numbers = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

    /// <summary>Other answers that are as right; only for an open question.</summary>
    public IReadOnlyList<string> Others { get; init; } = [];

    /// <summary>What a data set's answer means; null where there is none, or it is none of the options.</summary>
    /// <param name="question">The question.</param>
    /// <param name="answers">What the data set accepts; with options, the first counts.</param>
    public static KnownAnswer? Of(VqaQuestion question, params IReadOnlyList<string> answers)
    {
        List<string> said = [.. answers.Select(a => a.Trim()).Where(a => a.Length > 0).Distinct()];
        if (said is not [var answer, .. var others])
            return null;
        if (question.Options.Count == 0)
            return new KnownAnswer(answer, null, []) { Others = others };
        try
        {
            var letter = AnswerLetter.Find(answer, question.Options, "");
            return new KnownAnswer(question.Options.First(o => o.Letter == letter).Text, letter, question.Options);
        }
        catch (SampleException)
        {
            return null;
        }
    }

    /// <summary>
    /// Whether an answer is right. With options it must name one, by its letter or its text: one that names none, or
    /// several, is wrong. Without, it must equal one that is accepted, but for case, articles, punctuation and number words.
    /// </summary>
    public bool IsRight(string answer) => Letter is { } right
        ? Named(answer) == right
        : Others.Prepend(Text).Any(text => Plain(answer) == Plain(text));

    /// <inheritdoc/>
    public override string ToString() => Letter is { } letter ? $"{letter}. {Text}" : Text;

    private char? Named(string answer)
    {
        foreach (var pattern in new[] { LetterFirst(), LetterSaid() })
        {
            if (pattern.Match(answer) is { Success: true } match && char.ToUpperInvariant(match.Groups[1].Value[0]) is var letter && Options.Any(o => o.Letter == letter))
                return letter;
        }

        var text = $" {Plain(answer)} ";
        var named = Options.Select(o => (o.Letter, Text: $" {Plain(o.Text)} ")).Where(o => o.Text.Trim().Length > 0 && text.Contains(o.Text, StringComparison.Ordinal)).ToList();
        // "red car" names "red car", not "red".
        named.RemoveAll(o => named.Any(other => other.Text.Length > o.Text.Length && other.Text.Contains(o.Text, StringComparison.Ordinal)));
        return named is [var only] ? only.Letter : null;
    }

    private static string Plain(string text) => string.Join(' ', NoWord().Split(text.ToLowerInvariant())
        .Where(w => w is not ("" or "a" or "an" or "the"))
        .Select(w => Array.IndexOf(Numbers, w) is >= 0 and var number ? $"{number}" : w));

    [GeneratedRegex(@"^\W*([A-Za-z])(?:\s*$|\s*[.):,;*\n])")]
    private static partial Regex LetterFirst();

    [GeneratedRegex(@"\b(?:[Aa]nswer|[Oo]ption|[Cc]hoice)\b\W*(?:is\b\W*)?(?:option\b\W*)?([A-Z])\b(?!')")]
    private static partial Regex LetterSaid();

    [GeneratedRegex(@"[^\p{L}\p{N}]+")]
    private static partial Regex NoWord();
}
