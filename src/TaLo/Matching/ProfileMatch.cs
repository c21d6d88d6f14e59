using System.Globalization;
using TaLo.Profiles;

namespace TaLo.Matching;

/// <summary>Which of a model's profiles a question was matched to, or none.</summary>
/// <param name="Ranked">Every profile that takes part, the closest first.</param>
/// <param name="Unmatchable">Profiles of the model that keep no questions: made before they were kept, or without the data set at hand.</param>
public sealed record ProfileMatch(IReadOnlyList<ProfileCloseness> Ranked, IReadOnlyList<TaskProfile> Unmatchable)
{
    private int? Place => MatchRule.Choose(
        [.. Ranked.Select(r => r.Closeness)], (i, j) => Ranked[i].Profile.Knockout == Ranked[j].Profile.Knockout);

    /// <summary>The profile to go by, or null: then the base model answers. A profile may itself keep the base model.</summary>
    public TaskProfile? Profile => Place is { } place ? Ranked[place].Profile : null;

    /// <summary>What the choice rests on and how close it is, in one line.</summary>
    public string Reason => this switch
    {
        { Ranked: [], Unmatchable: [] } => "no profile of this model is stored; `talo adapt` makes them",
        { Ranked: [] } => $"the {Unmatchable.Count} profiles of this model keep no questions to be matched with; adapt again",
        { Profile: { Knockout: not null } p } => $"closest to {p.Task}, {Text(0)}, profile {p.Id}",
        { Profile: { } p } => $"closest to {p.Task}, {Text(0)}, whose profile {p.Id} keeps the base model",
        _ when Ranked[0].Closeness < MatchRule.Threshold => string.Create(CultureInfo.InvariantCulture,
            $"nothing is close; the closest is {Ranked[0].Profile.Task}, {Text(0)}, below {MatchRule.Threshold:0.00}"),
        _ => $"{Ranked[0].Profile.Task}, {Text(0)}, and {Ranked[1].Profile.Task}, {Text(1)}, are equally close and their profiles differ",
    };

    private string Text(int place) => Ranked[place].Closeness.ToString("0.00", CultureInfo.InvariantCulture);
}
