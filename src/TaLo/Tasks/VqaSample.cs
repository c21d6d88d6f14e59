namespace TaLo.Tasks;

/// <summary>One multiple-choice question about an image, as one row of a data set file.</summary>
/// <param name="Index">The row's <c>index</c>, unique in its file.</param>
/// <param name="Task">The task the sample belongs to: its <c>category</c>.</param>
/// <param name="TaskGroup">The group of tasks: <c>l2-category</c>, or null.</param>
/// <param name="Question">What is asked; it has at least two options.</param>
/// <param name="Answer">The letter of the correct option; always one of the question's.</param>
public sealed record VqaSample(string Index, string Task, string? TaskGroup, VqaQuestion Question, char Answer);
