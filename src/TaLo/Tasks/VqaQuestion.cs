namespace TaLo.Tasks;

/// <summary>What one row of a data set file asks, with or without options.</summary>
/// <param name="Text">The question's text.</param>
/// <param name="Hint">Context to be given before the question, or null.</param>
/// <param name="Options">The options in the order of their letters; may be empty.</param>
/// <param name="Images">Encoded image files (PNG, JPEG, WebP, BMP, GIF) in the order they are shown; may be empty.</param>
public sealed record VqaQuestion(
    string Text, string? Hint, IReadOnlyList<AnswerOption> Options, IReadOnlyList<ReadOnlyMemory<byte>> Images)
{
    /// <summary>The options' letters, in order.</summary>
    public string Letters => string.Concat(Options.Select(o => o.Letter));
}
