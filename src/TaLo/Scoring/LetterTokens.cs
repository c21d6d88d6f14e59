using TaLo.Models;

namespace TaLo.Scoring;

/// <summary>Which single token stands for each option letter at the answer position of one prompt.</summary>
/// <remarks>
/// Decided by tokenizing the letter in its place. After white space or a control token the bare letter is wanted,
/// after anything else (<c>Answer:</c>) the letter with a space before it; where the wanted form is not one token for
/// each letter, the other form is taken.
/// </remarks>
public sealed class LetterTokens
{
    private LetterTokens(LetterForm form, string letters, IReadOnlyList<int> ids)
    {
        Form = form;
        Letters = letters;
        Ids = ids;
    }

    /// <summary>The form that was taken.</summary>
    public LetterForm Form { get; }

    /// <summary>The letters, in the order they were asked for.</summary>
    public string Letters { get; }

    /// <summary>The token of each of <see cref="Letters"/>; all different.</summary>
    public IReadOnlyList<int> Ids { get; }

    /// <summary>Finds the tokens of the letters behind a prompt.</summary>
    /// <param name="model">The model whose vocabulary it is.</param>
    /// <param name="prompt">The whole prompt's text.</param>
    /// <param name="letters">The letters, for example <c>ABCD</c>; each once.</param>
    /// <exception cref="ModelException">In neither form is every letter one token.</exception>
    public static LetterTokens Find(IVisionLanguageModel model, string prompt, string letters)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(prompt);
        ArgumentException.ThrowIfNullOrEmpty(letters);

        var marker = prompt.LastIndexOf(model.ImageMarker, StringComparison.Ordinal);
        var tail = marker < 0 ? prompt : prompt[(marker + model.ImageMarker.Length)..];
        var before = model.Tokenize(tail);
        var wantsBare = tail.Length == 0 || char.IsWhiteSpace(tail[^1]) || (before.Count > 0 && model.IsControl(before[^1]));
        LetterForm[] order = wantsBare ? [LetterForm.Bare, LetterForm.Spaced] : [LetterForm.Spaced, LetterForm.Bare];

        foreach (var form in order)
        {
            var ids = OneTokenEach(model, tail, before, form, letters);
            if (ids is not null) return new LetterTokens(form, letters, ids);
        }
        throw new ModelException($"{model.Facts.Name}: the option letters {letters} are not one token each at the answer "
            + "position, bare or with a space; end the prompt differently (--prompt), or score by generation");
    }

    private static List<int>? OneTokenEach(
        IVisionLanguageModel model, string tail, IReadOnlyList<int> before, LetterForm form, string letters)
    {
        var space = form == LetterForm.Spaced ? " " : "";
        var ids = new List<int>();
        foreach (var letter in letters)
        {
            var after = model.Tokenize(tail + space + letter);
            var isOneMore = after.Count == before.Count + 1 && after.Take(before.Count).SequenceEqual(before);
            if (!isOneMore || ids.Contains(after[^1])) return null;
            ids.Add(after[^1]);
        }
        return ids;
    }
}

/// <summary>How an option letter stands at the answer position.</summary>
public enum LetterForm
{
    /// <summary>The letter alone.</summary>
    Bare,

    /// <summary>A space and the letter in one token.</summary>
    Spaced,
}
