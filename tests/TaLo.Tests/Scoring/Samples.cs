using TaLo.Tasks;

namespace TaLo.Tests.Scoring;

/// <summary>Samples to ask about.</summary>
internal static class Samples
{
    public static VqaSample Of(string letters = "AB", char answer = 'A', string? hint = null, int images = 1,
        string question = "Which one?") =>
        new("1", "task", null, new VqaQuestion(
            question, hint, [.. letters.Select(l => new AnswerOption(l, $"text {l}"))],
            [.. Enumerable.Range(0, images).Select(i => new ReadOnlyMemory<byte>([(byte)i]))]), answer);
}
