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

        return TryFind(model, prompt, letters, [.. letters.Select(l => l.ToString())])
            ?? throw new ModelException($"{model.Facts.Name}: the option letters {letters} are not one token each at the answer "
            + "position, bare or with a space; end the prompt differently (--prompt), or take --scoring generate");
    }

    /// <summary>Finds the tokens of words that stand for the letters; null where in neither form every word is one token.</summary>
    /// <param name="model">The model whose vocabulary it is.</param>
    /// <param name="prompt">The whole prompt's text.</param>
    /// <param name="letters">The letters.</param>
    /// <param name="words">What is answered for each of them: itself, or yes and no.</param>
    public static LetterTokens? TryFind(IVisionLanguageModel model, string prompt, string letters, IReadOnlyList<string> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        var place = new AnswerPlace(model, prompt);
        return place.Forms
            .Select(form => OneTokenEach(place, form, words) is { } ids ? new LetterTokens(form, letters, ids) : null)
            .FirstOrDefault(found => found is not null);
    }

    private static List<int>? OneTokenEach(AnswerPlace place, LetterForm form, IReadOnlyList<string> words)
    {
        var ids = new List<int>();
        foreach (var word in words)
        {
            if (place.TokensOf(word, form) is not [var only] || ids.Contains(only)) return null;
            ids.Add(only);
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
