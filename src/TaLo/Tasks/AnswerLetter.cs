namespace TaLo.Tasks;

/// <summary>Finds the letter that an <c>answer</c> cell means.</summary>
internal static class AnswerLetter
{
    /// <exception cref="SampleException">The answer is not one of the options.</exception>
    public static char Find(string answer, IReadOnlyList<AnswerOption> options, string where)
    {
        var text = answer.Trim();
        if (text.Length == 1 && options.Any(o => o.Letter == char.ToUpperInvariant(text[0])))
            return char.ToUpperInvariant(text[0]);

        var equal = options.Where(o => o.Text.Trim() == text).ToList();
        if (equal.Count == 1) return equal[0].Letter;
        var letters = string.Join(", ", options.Select(o => o.Letter));
        var shown = text.Length > 40 ? text[..40] + "…" : text;
        throw new SampleException(where + (equal.Count > 1
            ? $"the answer '{shown.ReplaceLineEndings(" ")}' is the text of several options"
            : $"the answer '{shown.ReplaceLineEndings(" ")}' is none of the options {letters}"));
    }
}
