namespace TaLo.Tasks;

/// <summary>One multiple-choice question about an image, as one row of a data set file.</summary>
/// <param name="Index">The row's <c>index</c>, unique in its file.</param>
/// <param name="Task">The task the sample belongs to: its <c>category</c>.</param>
/// <param name="TaskGroup">The group of tasks: <c>l2-category</c>, or null.</param>
/// <param name="Question">What is asked; it has at least two options.</param>
/// <param name="Answer">The letter of the correct option; always one of the question's.</param>
public sealed record VqaSample(string Index, string Task, string? TaskGroup, VqaQuestion Question, char Answer);

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

/// <summary>One option of a multiple-choice question.</summary>
/// <param name="Letter">Its letter, <c>A</c> to <c>Z</c>.</param>
/// <param name="Text">Its text.</param>
public readonly record struct AnswerOption(char Letter, string Text);
