using TaLo.Models;
using TaLo.Selection;
using TaLo.Statistics;

namespace TaLo.Profiles;

/// <summary>Whether a profile that somebody may have made by hand can be one at all: what it says is used as it stands.</summary>
internal static class ProfileRules
{
    private const int MostSamples = 10_000_000;
    private const int MostExamples = 1_000;
    private const int LongestText = 100_000;

    /// <summary>Why a profile cannot be believed, or null.</summary>
    public static string? Problem(TaskProfile? profile)
    {
        if (profile is null)
            return "it is null";
        var (model, questions) = (profile.Model, profile.Questions?.Examples ?? []);
        return !IsFingerprint(model.Fingerprint) ? "its model's fingerprint is no SHA-256"
            : model.MmprojFingerprint is { } mmproj && !IsFingerprint(mmproj) ? "its mmproj's fingerprint is no SHA-256"
            : profile.DataSetFingerprint is { } data && !IsFingerprint(data) ? "its data set's fingerprint is no SHA-256"
            : model.LayerCount is < 1 or > ModelFacts.MostLayers ? $"a model of {model.LayerCount} layers"
            : profile.Knockout is { } k && !k.Exists(model.Layers) ? $"a model of {model.Layers.Of(k.Module)} {(k.IsOfVision ? "vision layers" : "layers")} has no {k}"
            : ProblemOf(profile.Steps, profile) is { } step ? step
            : profile.Task.Length == 0 ? "it names no task"
            : new[] { model.Name, model.Quantization, profile.DataSetName, profile.Task, profile.Protocol, profile.Options, profile.Reason }
                .Any(t => t.Length > LongestText) ? $"one of its texts is longer than {LongestText:N0} characters"
            : !CanBe(profile.Probe) || !CanBe(profile.HeldOut) ? "its counts contradict each other"
            : profile.AdjustedPValue is { } p && p is not (>= 0 and <= 1) ? "its p-value is none"
            : profile.ProbePool.Count > MostSamples || profile.ProbePool.Any(i => i is null) || HasGaps(profile.Draws) ? "its samples have no index"
            : questions.Count > MostExamples || questions.Any(q => q is not { Length: <= LongestText }) ? "its questions are no texts, or too many"
            : null;
    }

    private static string? ProblemOf(IReadOnlyList<ProfileStep>? steps, TaskProfile profile) =>
        steps is null ? null
        : steps.Count is 0 or > ModelFacts.MostLayers || steps.Any(s => s is null) || steps[0].Knockout != profile.Knockout || !steps[0].IsKept ? "its steps do not begin with what it bypasses"
        : steps.Any(s => s.IsKept && s.Knockout is null) || steps.Where(s => s.IsKept).GroupBy(s => s.Knockout).Any(g => g.Count() > 1) ? "one of its steps adds nothing new"
        : steps.FirstOrDefault(s => s.Knockout is { } k && !k.Exists(profile.Model.Layers)) is { } nowhere ? $"its model has no {nowhere.Knockout}"
        : steps.Any(s => !CanBe(s.Probe) || !CanBe(s.HeldOut) || s.AdjustedPValue is { } p && p is not (>= 0 and <= 1)) ? "the counts of one of its steps contradict each other"
        : steps.Any(s => s.Why.Length > LongestText) ? $"one of its texts is longer than {LongestText:N0} characters"
        : null;

    private static bool IsFingerprint(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);

    private static bool CanBe(PairedComparison? counts) => counts is null || CanBeClusters(counts) && (
        counts.Samples is >= 0 and <= MostSamples && counts.BaseCorrect >= 0 && counts.BaseCorrect <= counts.Samples
        && counts.Broken >= 0 && counts.Broken <= counts.BaseCorrect && counts.Fixed >= 0 && counts.Fixed <= counts.Samples - counts.BaseCorrect);

    private static bool CanBeClusters(PairedComparison counts) => counts.Groups is not { } groups || (
        groups.Count <= counts.Samples && groups.All(g => g.Clusters >= 1 && g.Samples >= 1 && g.BaseCorrect >= 0 && g.BaseCorrect <= g.Samples
            && g.BaseCorrect + g.Change >= 0 && g.BaseCorrect + g.Change <= g.Samples)
        && groups.Sum(g => (long)g.Clusters * g.Samples) == counts.Samples && groups.Sum(g => (long)g.Clusters * g.BaseCorrect) == counts.BaseCorrect
        && groups.Sum(g => (long)g.Clusters * g.Change) == counts.Fixed - counts.Broken);

    private static bool HasGaps(DecisionDraws? draws) =>
        draws is not null && (draws.Evaluation.Contains(null!) || draws.Rounds.Any(r => r is null || r.Contains(null!)));
}
