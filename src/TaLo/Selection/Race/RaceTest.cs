using MathNet.Numerics.Distributions;
using TaLo.Models;
using TaLo.Statistics;

namespace TaLo.Selection.Race;

/// <summary>The test at the end of a race, of the candidates left over all samples asked.</summary>
/// <param name="Table">Their outcomes.</param>
/// <param name="ScoreChanges">Mean change of the bounded margin score of each.</param>
/// <param name="PValues">One-sided p-value of each alone.</param>
/// <param name="AdjustedPValues">The same for having tried every candidate, those dropped included.</param>
/// <param name="Chosen">The candidate named, or null.</param>
public sealed record RaceTest(
    OutcomeTable Table,
    IReadOnlyList<double> ScoreChanges,
    IReadOnlyList<double> PValues,
    IReadOnlyList<double> AdjustedPValues,
    Knockout? Chosen)
{
    /// <summary>
    /// Tests as <see cref="RobustProtocol"/> does. A dropped candidate takes its part in what luck can do as one
    /// independent standard normal statistic: layers depend on each other positively, if at all, and the largest of
    /// independent statistics is larger then (Slepian 1962). Approximate with very few samples.
    /// </summary>
    internal static RaceTest Of(OutcomeTable table, int dropped, RobustProtocol protocol, SeededRandom random)
    {
        int[] samples = [.. Enumerable.Range(0, table.Samples.Count)];
        int[] columns = [.. Enumerable.Range(1, table.Knockouts.Count)];
        var (changes, means) = MarginScores.Changes(table, samples, columns);
        var test = new SignFlipTest(changes, samples.Length, columns.Length);
        var (alone, adjusted) = test.PValues(protocol.Flips, random);
        var best = -1;
        for (var i = 0; i < columns.Length; i++)
        {
            if (dropped > 0)
                adjusted[i] = 1 - (1 - adjusted[i]) * Math.Pow(Normal.CDF(0, 1, test.Observed[i]), dropped);
            var counts = table.Compare(columns[i], samples);
            if (counts.Difference > 0 && counts.PValue <= protocol.Level && (best < 0 || test.Observed[i] > test.Observed[best]))
                best = i;
        }

        var named = best >= 0 && adjusted[best] <= protocol.Level;
        return new RaceTest(table, means, alone, adjusted, named ? table.Knockouts[best] : null);
    }
}
