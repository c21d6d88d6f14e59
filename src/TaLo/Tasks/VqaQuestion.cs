namespace TaLo.Tasks;

/// <summary>What one row of a data set file asks, with or without options.</summary>
/// <param name="Question">The question's text.</param>
/// <param name="Hint">Context to be given before the question, or null.</param>
/// <param name="Options">The options in the order of their letters; may be empty.</param>
/// <param name="Images">Encoded image files in the order they are shown; may be empty.</param>
public sealed record VqaQuestion(
    string Question, string? Hint, IReadOnlyList<AnswerOption> Options, IReadOnlyList<ReadOnlyMemory<byte>> Images);
