using TaLo.Profiles;

namespace TaLo.Matching;

/// <summary>
/// Says how close a question is to a task: the larger of its cosines with the nearest of the task's examples and with
/// their mean. The nearest example finds a task that is asked in several ways, the mean one whose questions have a word
/// that changes ("Where is the …?"). It does not depend on which other tasks there are.
/// </summary>
internal sealed class TaskLikeness
{
    private readonly IReadOnlyList<(string Text, QuestionVector Vector)> _examples;
    private readonly QuestionVector _mean;

    public TaskLikeness(TaskQuestions questions)
    {
        _examples = [.. questions.Examples.Select(e => (e, QuestionVector.Of(e)))];
        _mean = QuestionVector.Mean(_examples.Select(e => e.Vector));
    }

    /// <summary>The closeness, 0…1, and the nearest example (empty where the task has none).</summary>
    public (double Closeness, string Example) To(QuestionVector question)
    {
        var nearest = _examples.Select(e => (Closeness: question.Cosine(e.Vector), e.Text))
            .DefaultIfEmpty((0, "")).MaxBy(e => e.Item1);
        return (Math.Max(nearest.Item1, question.Cosine(_mean)), nearest.Item2);
    }
}
