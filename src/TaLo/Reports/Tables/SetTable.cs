using TaLo.Profiles;
using static TaLo.Reports.ReportText;

namespace TaLo.Reports.Tables;

/// <summary>How the sets of layers that profiles keep came about: each step against the step before, on samples that did not choose it.</summary>
internal static class SetTable
{
    public static ReportTable Of(Report report) => new(
        [
            new("Task"), new("Set"), new("Step", true), new("Added"), new("Adjusted p", true), new("n", true), new("Before", true), new("After", true),
            new("Fixed", true), new("Broken", true), new("Δ, points", true), new("Interval", true), new("McNemar p", true), new("Why it is kept, or not"),
        ],
        [.. report.Tasks.SelectMany(t => (t.Sets?.Steps ?? []).Select((step, i) => Row(t.Sets!, step, i + 1)))]);

    private static IReadOnlyList<string> Row(TaskProfile profile, ProfileStep step, int number) =>
    [
        profile.Task, profile.Choice, Count(number), Name(step.Knockout), PValue(step.AdjustedPValue ?? double.NaN), .. step.HeldOut is not { } e
            ? Enumerable.Repeat(Unknown, 8)
            : [
                e.Size, Percent(e.BaseAccuracy), Percent(e.AdaptedAccuracy), Count(e.Fixed), Count(e.Broken),
                Points(e.Difference), Points(e.DifferenceInterval), PValue(e.PValue),
            ],
        step.Why,
    ];
}
