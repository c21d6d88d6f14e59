using System.Text;
using System.Text.RegularExpressions;

namespace TaLo.Matching;

/// <summary>
/// The words of a question, and how much each of them says. Of a multiple-choice prompt only the question counts: a hint
/// before it and the options behind it are left out, as people who chat write neither.
/// </summary>
internal static partial class QuestionTokenizer
{
    // Words that any question may have. Question words (where, how many, which…) are none of them: they tell tasks apart.
    private static readonly HashSet<string> Common =
    [
        .. """
        a an the this that these those there here is are was were be been being am do does did done have has had can could
        may might must shall should will would i me my you your he him his she her it its we us our they them their and or
        but if then than so as of at by for from in into on onto to up with about between each not no nor only own other
        such too very just please tell say see look show shown give name call find one ones s t image picture photo
        """.Split((char[])[' ', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries),
    ];

    /// <summary>How much a common word counts; every other word counts 1.</summary>
    public const double CommonWeight = 0.35;

    /// <summary>The words in their order, in lower case.</summary>
    public static IEnumerable<string> Of(string question)
    {
        // Half a surrogate pair, from a cut text, cannot be normalised.
        var whole = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(question));
        var text = whole.Normalize(NormalizationForm.FormKC).ToLowerInvariant();
        var options = Options().Match(text);
        var asked = Head().Replace(options.Success ? text[..options.Index] : text, "");
        return Word().Matches(asked).Select(w => w.Value);
    }

    /// <summary>How much a word counts.</summary>
    public static double Weight(string word) => Common.Contains(word) ? CommonWeight : 1;

    [GeneratedRegex(@"[\p{L}\p{M}\p{N}]+")]
    private static partial Regex Word();

    // "Hint: … Question: …"
    [GeneratedRegex(@"\A\s*(hint:.*?)?question:", RegexOptions.Singleline)]
    private static partial Regex Head();

    // "Options: A. four B. five", on one line or several, with points, colons or brackets.
    [GeneratedRegex(@"(?<!\S)(options:\s*)?\(?a[.:)]\s.*?\s\(?b[.:)]\s", RegexOptions.Singleline)]
    private static partial Regex Options();
}
