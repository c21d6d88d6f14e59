using System.Globalization;

namespace TaLo.Selection.Race;

/// <summary>Says in one line why a race ended as it did.</summary>
internal static class RaceReason
{
    public static string Of(RaceResult result, IReadOnlyList<CandidateEvidence> evidence, int probe, double level) =>
        string.Create(CultureInfo.InvariantCulture,
            $"{Choice(result, evidence, level)} (race: {result.Asked.Count} of {probe} probe samples, " +
            $"{result.Passes} of {result.FullPasses} passes, {result.Dropped} of {result.Standings.Count} candidates dropped" +
            $"{(result.End == RaceEnd.Budget ? ", ended by its budget" : "")})");

    private static string Choice(RaceResult result, IReadOnlyList<CandidateEvidence> evidence, double level)
    {
        if (result.Asked.Count == 0)
            return result.End == RaceEnd.NobodyLeft ? "there is no candidate: no layer is bypassed"
                : "no probe sample was answered: no layer is bypassed";
        if (result.Final is { } test)
            return RobustReason.Of(
                [.. evidence.Where(e => test.Table.Knockouts.Contains(e.Knockout))], result.Asked.Count,
                result.Chosen is { } chosen ? 1 + test.Table.Knockouts.ToList().IndexOf(chosen) : 0, test.Table, level);
        return string.Create(CultureInfo.InvariantCulture,
            $"no candidate is likely to be named any more, the best was {result.Leader!.Knockout} with " +
            $"{100 * result.Leader.Counts.Difference:+0.0;-0.0;0.0} points: no layer is bypassed");
    }
}
