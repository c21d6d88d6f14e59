namespace TaLo.Tasks;

/// <summary>One option of a multiple-choice question.</summary>
/// <param name="Letter">Its letter, <c>A</c> to <c>Z</c>.</param>
/// <param name="Text">Its text.</param>
public readonly record struct AnswerOption(char Letter, string Text);
