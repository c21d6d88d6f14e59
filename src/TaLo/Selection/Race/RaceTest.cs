using TaLo.Models;
using TaLo.Selection.Evidence;
using TaLo.Selection.Protocols;
using TaLo.Statistics;

namespace TaLo.Selection.Race;

/// <summary>The test at the end of a race, over all samples asked.</summary>
/// <param name="Table">The outcomes of those left, or of every candidate where the dropped ones were asked after all.</param>
/// <param name="Score">The score's test of each; the adjusted p-values count the dropped candidates in.</param>
/// <param name="Chosen">The candidate named, or null.</param>
/// <param name="HangsOnDropped">None is named for what the dropped candidates might have said, and for that alone.</param>
public sealed record RaceTest(OutcomeTable Table, ScoreTest Score, Knockout? Chosen, bool HangsOnDropped)
{
    /// <summary>Tests as protocol <c>robust</c> does.</summary>
    internal static RaceTest Of(OutcomeTable table, int dropped, RobustProtocol protocol, SeededRandom random)
    {
        int[] samples = [.. Enumerable.Range(0, table.Samples.Count)];
        int[] columns = [.. Enumerable.Range(1, table.Knockouts.Count)];
        var finding = new RobustTest(table, samples, columns, protocol).NamedAndWhy(random, dropped);
        return new RaceTest(
            table, finding.Score, finding.Column > 0 ? table.Knockouts[finding.Column - 1] : null, finding.HangsOnDropped);
    }
}
