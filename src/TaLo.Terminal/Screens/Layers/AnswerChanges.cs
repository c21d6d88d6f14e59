using TaLo.Scoring;

namespace TaLo.Terminal.Screens.Layers;

/// <summary>Which of a task's samples are shown: those that a bypass changes, all, or one kind.</summary>
/// <param name="Heading">What they are called.</param>
/// <param name="Kinds">What the bypass does to them.</param>
internal sealed record ShownSamples(string Heading, params IReadOnlyList<AnswerChange> Kinds)
{
    /// <summary>Every choice, in the order in which they follow each other.</summary>
    public static IReadOnlyList<ShownSamples> All { get; } =
    [
        new("Changed samples", AnswerChange.Fixed, AnswerChange.Broken),
        new("All samples", Enum.GetValues<AnswerChange>()),
        new("Fixed samples", AnswerChange.Fixed),
        new("Broken samples", AnswerChange.Broken),
        new("Right with and without", AnswerChange.Right),
        new("Wrong with and without", AnswerChange.Wrong),
    ];
}

/// <summary>What a bypass does to an answer, in a word and a sign.</summary>
internal static class AnswerChanges
{
    /// <summary>In words.</summary>
    public static string Name(AnswerChange change) => change switch
    {
        AnswerChange.Fixed => "fixed",
        AnswerChange.Broken => "broken",
        AnswerChange.Right => "right with and without",
        _ => "wrong with and without",
    };

    /// <summary>As a sign.</summary>
    public static string Mark(AnswerChange change) => change switch
    {
        AnswerChange.Fixed => "+",
        AnswerChange.Broken => "−",
        AnswerChange.Right => "✓",
        _ => "✗",
    };
}
