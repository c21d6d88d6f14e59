using System.Text.RegularExpressions;
using TaLo.Tasks;

namespace TaLo.Scoring;

/// <summary>
/// Which option a generated answer names: what VLMEvalKit's exact matching finds in it (<c>can_infer</c>; for yes and no
/// <c>YOrN_Extraction</c>), without a judge model and without guessing.
/// </summary>
public static partial class AnswerExtraction
{
    private const string Separators = ".()[],:;!*#{}";
    private const int WordsFromTheEnd = 5;

    // Words of models and services that decline: no option, whatever else the answer says.
    private static readonly string[] Refusals =
    [
        "Failed to obtain answer via API", "Sorry, I can't help with images of people yet.", "I can't process this file.",
        "I'm sorry, but without the image provided", "Cannot determine the answer",
    ];

    /// <summary>The option that an answer names; null for none, or for several.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="question">What was asked.</param>
    /// <param name="kind">How.</param>
    public static char? Option(string answer, VqaQuestion question, QuestionKind kind)
    {
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(question);
        return kind == QuestionKind.YesNo ? YesOrNo(answer, question.Options)
            : Refusals.Any(r => answer.Contains(r, StringComparison.Ordinal)) ? null
            : ByLetter(answer, question.Options, out var declines) ?? (declines ? null : ByText(answer, question.Options));
    }

    /// <summary>
    /// Whether an answer that is still being generated has named a letter and closed it (<c>B.</c>, <c>(B)</c>, <c>B: </c>, <c>B</c>
    /// and a line's end): what follows would explain it. <c>A</c> alone may yet become a word.
    /// </summary>
    /// <param name="answer">The answer so far, without white space before it.</param>
    /// <param name="letters">The options' letters.</param>
    public static bool IsDecided(string answer, string letters) =>
        ClosedLetter().Match(answer) is { Success: true } match && letters.Contains(match.Groups[1].Value[0], StringComparison.Ordinal);

    /// <summary>One option's letter alone stands as a word in the answer, among its last words.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="options">The options.</param>
    /// <param name="declines">Whether it names no option but Z, which stands for none of them.</param>
    private static char? ByLetter(string answer, IReadOnlyList<AnswerOption> options, out bool declines)
    {
        foreach (var separator in Separators)
            answer = answer.Replace(separator, ' ');
        var words = answer.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var named = options.Where(o => words.Contains($"{o.Letter}")).ToList();
        declines = named.Count == 0 && words.Contains("Z");
        return named is [var only] && Array.IndexOf(words, $"{only.Letter}") > words.Length - WordsFromTheEnd ? only.Letter : null;
    }

    /// <summary>One option's text alone stands in an answer that is not much longer than all options.</summary>
    private static char? ByText(string answer, IReadOnlyList<AnswerOption> options)
    {
        var said = answer.ToLowerInvariant();
        if (Characters(said) > 2 * options.Sum(o => Characters(o.Text)))
            return null;
        var named = options.Where(o => said.Contains(o.Text.ToLowerInvariant(), StringComparison.Ordinal)).ToList();
        return named is [var only] ? only.Letter : null;
    }

    private static char? YesOrNo(string answer, IReadOnlyList<AnswerOption> options)
    {
        var words = VqaText.WithoutPunctuation(answer.ToLowerInvariant()).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var named = options.Where(o => words.Contains(o.Text.ToLowerInvariant())).ToList();
        return named is [var only] ? only.Letter : null;
    }

    private static int Characters(string text) => text.EnumerateRunes().Count();

    [GeneratedRegex(@"^[\s(\[*""'`]*([A-Z])(?:[.):\]*]|\s*\n)")]
    private static partial Regex ClosedLetter();
}
