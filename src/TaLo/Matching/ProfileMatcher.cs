using System.Globalization;
using TaLo.Models;
using TaLo.Profiles;

namespace TaLo.Matching;

/// <summary>Finds, for a question, the profile whose task it is like: <c>--profile auto</c>.</summary>
public sealed class ProfileMatcher
{
    private readonly IReadOnlyList<(TaskProfile Profile, TaskLikeness Likeness)> _tasks;
    private readonly IReadOnlyList<TaskProfile> _unmatchable;

    /// <summary>Prepares profiles; of several for one model and one task of one data set, the preferred one takes part.</summary>
    public ProfileMatcher(IEnumerable<TaskProfile> profiles)
    {
        var preferred = profiles
            .GroupBy(p => (p.Model.Fingerprint, p.Model.MmprojFingerprint, p.DataSetFingerprint, p.Task))
            .Select(g => TaskProfile.Preferred(g)!).ToList();
        _tasks = [.. preferred.Where(p => p.Questions is { Examples.Count: > 0 }).Select(p => (p, new TaskLikeness(p.Questions!)))];
        _unmatchable = [.. preferred.Except(_tasks.Select(t => t.Profile))];
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

/// <summary>Which of a model's profiles a question was matched to, or none.</summary>
/// <param name="Ranked">Every profile that takes part, the closest first.</param>
/// <param name="Unmatchable">Profiles of the model that keep no questions: made before they were kept, or without the data set at hand.</param>
public sealed record ProfileMatch(IReadOnlyList<ProfileCloseness> Ranked, IReadOnlyList<TaskProfile> Unmatchable)
{
    private int? Place => MatchRule.Choose(
        [.. Ranked.Select(r => r.Closeness)], (i, j) => Ranked[i].Profile.Set.Equals(Ranked[j].Profile.Set));

    /// <summary>The profile to go by, or null: then the base model answers. A profile may itself keep the base model.</summary>
    public TaskProfile? Profile => Place is { } place ? Ranked[place].Profile : null;

    /// <summary>What the choice rests on and how close it is, in one line.</summary>
    public string Reason => this switch
    {
        { Ranked: [], Unmatchable: [] } => "no profile of this model is stored; `talo adapt` makes them",
        { Ranked: [], Unmatchable: [_] } => "the one profile of this model keeps no questions to be matched with; adapt again",
        { Ranked: [] } => $"{Quantity.Of(Unmatchable.Count, "profile of this model keeps", "profiles of this model keep")} no questions to be matched with; adapt again",
        { Profile: { Knockout: not null } p } => $"closest to {p.Task}, {Text(0)}, profile {p.Id}, {p.Protocol}",
        { Profile: { } p } => $"closest to {p.Task}, {Text(0)}, whose profile {p.Id}, {p.Protocol}, keeps the base model",
        _ when Ranked[0].Closeness < MatchRule.Threshold => string.Create(CultureInfo.InvariantCulture,
            $"nothing is close; the closest is {Ranked[0].Profile.Task}, {Text(0)}, below {MatchRule.Threshold:0.00}"),
        _ => $"{Ranked[0].Profile.Task}, {Text(0)}, and {Ranked[1].Profile.Task}, {Text(1)}, are equally close and their profiles differ",
    };

    private string Text(int place) => Ranked[place].Closeness.ToString("0.00", CultureInfo.InvariantCulture);
}

/// <summary>How close a question is to a profile's task.</summary>
/// <param name="Profile">The profile.</param>
/// <param name="Closeness">0…1.</param>
/// <param name="Example">The nearest of the task's questions.</param>
public sealed record ProfileCloseness(TaskProfile Profile, double Closeness, string Example);
