using System.Globalization;
using TaLo.Selection.Evidence;
using TaLo.Statistics;

namespace TaLo.Selection.Protocols;

/// <summary>Says in one line why protocol <c>robust</c> decided as it did.</summary>
internal static class RobustReason
{
    public static string Of(
        IReadOnlyList<CandidateEvidence> evidence, int probe, int column, OutcomeTable table, double level, int found)
    {
        if (column > 0)
            return $"{Of(evidence.Single(e => e.Knockout == table.Knockouts[column - 1]), probe)}: {Asked(level, found, "")}";
        if (evidence.Count == 0)
            return "the results hold no candidate: no layer is bypassed";
        var clusters = evidence[0].Counts.Clusters;
        if (McNemar.TwoSided(clusters, 0) > level)
            return TooFew(probe, clusters, level);

        return ProbeEvidence.Nearest(evidence) is not { } nearest
            ? $"no candidate is right more often than the base model on {probe} probe samples: no layer is bypassed"
            : $"the evidence does not suffice: the nearest is {Of(nearest, probe)}, {Asked(level, found, " must be")}: " +
              "no layer is bypassed";
    }

    public static string TooFew(int probe, int clusters, double level) =>
        $"{Size(probe, clusters)} {(probe == 1 ? "is" : "are")} too few for evidence at {Text(level)}, whatever they say: no layer is bypassed";

    private static string Asked(double level, int found, string must) => found <= 1
        ? $"both{must} at most {Text(level)}"
        : $"the margin's{must} at most {Text(level)}, McNemar's at most {Text(level)} / {found}, as the margin finds {found} candidates";

    private static string Size(int samples, int clusters) => Quantity.Clustered(samples, clusters, "probe sample");

    private static string Of(CandidateEvidence e, int probe) => string.Create(
        CultureInfo.InvariantCulture,
        $"{e.Knockout} with {Numbers.Points(e.Counts.Difference)} points on {Size(probe, e.Counts.Clusters)} " +
        $"({e.Counts.Fixed} fixed, {e.Counts.Broken} broken; margin: adjusted p {P(e.AdjustedPValue)}; " +
        $"McNemar: p {P(e.Counts.PValue)})");

    internal static string P(double p) => p < 0.001 ? "< 0.001" : $"= {Numbers.P(p)}";

    private static string Text(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
