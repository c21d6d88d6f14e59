using TaLo.Models;
using TaLo.Profiles;

namespace TaLo.Matching;

/// <summary>Finds, for a question, the profile whose task it is like: <c>--profile auto</c>.</summary>
public sealed class ProfileMatcher
{
    private readonly IReadOnlyList<(TaskProfile Profile, TaskLikeness Likeness)> _tasks;
    private readonly IReadOnlyList<TaskProfile> _unmatchable;

    /// <summary>Prepares profiles; of several for one model and one task of one data set, the latest takes part.</summary>
    public ProfileMatcher(IEnumerable<TaskProfile> profiles)
    {
        var latest = profiles
            .GroupBy(p => (p.Model.Fingerprint, p.Model.MmprojFingerprint, p.DataSetFingerprint, p.Task))
            .Select(g => g.MaxBy(p => p.Created)!).ToList();
        _tasks = [.. latest.Where(p => p.Questions is { Examples.Count: > 0 }).Select(p => (p, new TaskLikeness(p.Questions!)))];
        _unmatchable = [.. latest.Except(_tasks.Select(t => t.Profile))];
    }

    /// <summary>Prepares the profiles of a model; others' take no part.</summary>
    public static ProfileMatcher Of(ModelFacts model, IEnumerable<TaskProfile> profiles) => new(profiles.Where(p => p.IsFor(model)));

    /// <summary>Compares a question with every task.</summary>
    public ProfileMatch Match(string question)
    {
        var vector = QuestionVector.Of(question);
        var ranked = _tasks.Select(t =>
        {
            var (closeness, example) = t.Likeness.To(vector);
            return new ProfileCloseness(t.Profile, closeness, example);
        });
        return new ProfileMatch([.. ranked.OrderByDescending(r => r.Closeness)], _unmatchable);
    }
}
