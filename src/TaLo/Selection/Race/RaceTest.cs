using TaLo.Models;
using TaLo.Selection.Evidence;
using TaLo.Selection.Protocols;
using TaLo.Statistics;

namespace TaLo.Selection.Race;

/// <summary>The test at the end of a race, over all samples asked.</summary>
/// <param name="Table">The outcomes of those left, or of every candidate where the dropped ones were asked after all.</param>
/// <param name="Score">The score's test of each; the adjusted p-values count the dropped candidates in.</param>
/// <param name="Chosen">The candidate named, or null.</param>
/// <param name="Found">How many candidates the margin finds, or may have found: the accuracy's test is corrected for so many.</param>
/// <param name="HangsOnDropped">None is named for what the dropped candidates might have said, and for that alone.</param>
public sealed record RaceTest(OutcomeTable Table, ScoreTest Score, Knockout? Chosen, int Found, bool HangsOnDropped)
{
    /// <summary>Tests as protocol <c>robust</c> does.</summary>
    /// <param name="table">The outcomes of those left.</param>
    /// <param name="dropped">How many were dropped.</param>
    /// <param name="maybeFound">Those of them that the margin might have found.</param>
    /// <param name="protocol">Level and flips.</param>
    /// <param name="random">Where the flips come from.</param>
    internal static RaceTest Of(OutcomeTable table, int dropped, int maybeFound, RobustProtocol protocol, SeededRandom random)
    {
        int[] samples = [.. Enumerable.Range(0, table.Samples.Count)];
        int[] columns = [.. Enumerable.Range(1, table.Knockouts.Count)];
        var finding = new RobustTest(table, samples, columns, protocol).NamedAndWhy(random, dropped, maybeFound);
        return new RaceTest(
            table, finding.Score, finding.Column > 0 ? table.Knockouts[finding.Column - 1] : null, finding.Found, finding.HangsOnDropped);
    }
}
