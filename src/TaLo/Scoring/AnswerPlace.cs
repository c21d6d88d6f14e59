using TaLo.Models;

namespace TaLo.Scoring;

/// <summary>Where a prompt ends and an answer begins: which tokens a text becomes there.</summary>
internal sealed class AnswerPlace
{
    private readonly IVisionLanguageModel _model;
    private readonly string _tail;
    private readonly IReadOnlyList<int> _before;

    /// <summary>The end of a prompt.</summary>
    /// <param name="model">The model whose vocabulary it is.</param>
    /// <param name="prompt">The whole prompt's text.</param>
    public AnswerPlace(IVisionLanguageModel model, string prompt)
    {
        _model = model;
        var marker = prompt.LastIndexOf(model.ImageMarker, StringComparison.Ordinal);
        _tail = marker < 0 ? prompt : prompt[(marker + model.ImageMarker.Length)..];
        _before = model.Tokenize(_tail);
        var wantsBare = _tail.Length == 0 || char.IsWhiteSpace(_tail[^1]) || (_before.Count > 0 && model.IsControl(_before[^1]));
        Forms = wantsBare ? [LetterForm.Bare, LetterForm.Spaced] : [LetterForm.Spaced, LetterForm.Bare];
    }

    /// <summary>The forms of an answer, the wanted one first.</summary>
    public IReadOnlyList<LetterForm> Forms { get; }

    /// <summary>The tokens that a text adds to the prompt's; null where it changes the prompt's own.</summary>
    public IReadOnlyList<int>? TokensOf(string text, LetterForm form)
    {
        var after = _model.Tokenize(_tail + (form == LetterForm.Spaced ? " " : "") + text);
        return after.Count > _before.Count && after.Take(_before.Count).SequenceEqual(_before) ? [.. after.Skip(_before.Count)] : null;
    }

    /// <summary>The tokens of a text as an answer, in the first form that leaves the prompt's own; else those of the text alone.</summary>
    public IReadOnlyList<int> TokensOf(string text) =>
        Forms.Select(form => TokensOf(text, form)).FirstOrDefault(tokens => tokens is not null) ?? _model.Tokenize(text);
}
