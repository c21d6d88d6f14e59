using System.Globalization;
using TaLo.Selection.Evidence;
using TaLo.Selection.Protocols;
using TaLo.Statistics;

namespace TaLo.Selection.Race;

/// <summary>Says in one line why a race ended as it did.</summary>
internal static class RaceReason
{
    public static string Of(RaceResult result, IReadOnlyList<CandidateEvidence> evidence, int probe, int clusters, double level) =>
        string.Create(CultureInfo.InvariantCulture,
            $"{Choice(result, evidence, probe, clusters, level)} (race: {result.Asked.Count} of {probe} probe samples, " +
            $"{result.Passes} of {result.FullPasses} passes{Dropped(result)}{Budget(result)})");

    private static string Choice(RaceResult result, IReadOnlyList<CandidateEvidence> evidence, int probe, int clusters, double level)
    {
        if (result.Final is { } test)
            return RobustReason.Of(
                [.. evidence.Where(e => test.Table.Knockouts.Contains(e.Knockout))], result.Asked.Count,
                result.Chosen is { } chosen ? 1 + test.Table.Knockouts.ToList().IndexOf(chosen) : 0, test.Table, level, test.Found);
        if (result.Leader is not null)
            return ProbeEvidence.Nearest(evidence) is not { } nearest
                ? "no candidate is likely to be named any more, none is right more often than the base model: no layer is bypassed"
                : string.Create(CultureInfo.InvariantCulture,
                    $"no candidate is likely to be named any more, the nearest was {nearest.Knockout} with " +
                    $"{Numbers.Points(nearest.Counts.Difference)} points: no layer is bypassed");
        return result.End switch
        {
            RaceEnd.NobodyLeft => "there is no candidate: no layer is bypassed",
            RaceEnd.TooFew => RobustReason.TooFew(probe, clusters, level),
            _ => "no probe sample was answered: no layer is bypassed",
        };
    }

    private static string Dropped(RaceResult result)
    {
        if (result.Standings.Count == 0)
            return "";
        var asked = result.Dropped > 0 && result.Final?.Table.Knockouts.Count == result.Standings.Count;
        return $", {result.Dropped} of {result.Standings.Count} candidates dropped{(asked ? " and asked after all" : "")}";
    }

    private static string Budget(RaceResult result) =>
        result.End != RaceEnd.Budget ? ""
        : result.Leader is not { } leader ? "; ended by its budget"
        : string.Create(CultureInfo.InvariantCulture,
            $"; ended by its budget: {leader.Knockout} leads and is about {100 * leader.Chance:0} % likely to be named if it went on");
}
