namespace TaLo.Tasks;

/// <summary>One multiple-choice question about an image, as one row of a data set file.</summary>
/// <param name="Index">The row's <c>index</c>, unique in its file.</param>
/// <param name="Task">The task the sample belongs to: its <c>category</c>.</param>
/// <param name="TaskGroup">The group of tasks: <c>l2-category</c>, or null.</param>
/// <param name="Question">The question's text.</param>
/// <param name="Hint">Context to be given before the question, or null.</param>
/// <param name="Options">The options in the order of their letters; at least two.</param>
/// <param name="Answer">The letter of the correct option; always one of <paramref name="Options"/>.</param>
/// <param name="Images">Encoded image files (PNG, JPEG, WebP, BMP, GIF) in the order they are shown; may be empty.</param>
public sealed record VqaSample(
    string Index,
    string Task,
    string? TaskGroup,
    string Question,
    string? Hint,
    IReadOnlyList<AnswerOption> Options,
    char Answer,
    IReadOnlyList<ReadOnlyMemory<byte>> Images);
