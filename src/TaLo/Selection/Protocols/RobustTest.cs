using TaLo.Selection.Evidence;
using TaLo.Statistics;

namespace TaLo.Selection.Protocols;

/// <summary>
/// The test of protocol <c>robust</c>, at the end of a sweep or of a race: the margin finds, the accuracy confirms, see
/// <see cref="RobustProtocol"/>.
/// </summary>
internal sealed class RobustTest
{
    // A p-value that stands for many candidates must be known finely.
    private const int FineFlips = 20;

    private readonly OutcomeTable _table;
    private readonly int[] _probe;
    private readonly int[] _candidates;
    private readonly RobustProtocol _protocol;
    private readonly double _accuracyLevel;
    private readonly PairedComparison?[] _better;

    /// <param name="table">The task.</param>
    /// <param name="probe">The samples that choose.</param>
    /// <param name="candidates">The columns that may be named.</param>
    /// <param name="protocol">Level and flips.</param>
    /// <param name="accuracyLevel">The level of the accuracy's test, two-sided; null for the protocol's.</param>
    public RobustTest(OutcomeTable table, int[] probe, int[] candidates, RobustProtocol protocol, double? accuracyLevel = null)
    {
        (_table, _probe, _candidates, _protocol) = (table, probe, candidates, protocol);
        _accuracyLevel = accuracyLevel ?? protocol.Level;
        var set = SampleSet.Of(probe, table.Samples.Count);
        _better = [.. candidates.Select(c => table.Gain(c, set) > 0 ? table.Compare(c, set) : null)];
    }

    /// <summary>The column that is named, or 0 for none, as soon as it is certain.</summary>
    public int Named(SeededRandom random)
    {
        var confirmed = Confirmed(found: 1);
        if (confirmed.Count == 0)
            return 0;
        var test = Flips(out _);
        var best = Best(confirmed, test);
        if (!test.IsSignificant(best, _protocol.Level, _protocol.Flips, random.Copy()))
            return 0;
        if (Confirmed(found: _candidates.Length).Contains(best))
            return _candidates[best];
        return Strongest(test, test.PValues(_protocol.Flips, random).Adjusted, maybeFound: 0) is >= 0 and var named ? _candidates[named] : 0;
    }

    /// <summary>The same with the p-values of every candidate.</summary>
    /// <param name="random">Where the flips come from.</param>
    /// <param name="dropped">
    /// Candidates that a race gave up. Each takes its part in what luck can do as one more candidate that reaches a
    /// statistic as easily as the one whose statistic it is, and independently of the others: layers depend on each other
    /// positively, if at all, and the largest of independent statistics is larger then (Slepian 1962).
    /// </param>
    /// <param name="maybeFound">Those of the dropped that the margin might have found.</param>
    public RobustFinding NamedAndWhy(SeededRandom random, int dropped = 0, int maybeFound = 0)
    {
        var test = Flips(out var means);
        var (alone, adjusted) = test.PValues(_protocol.Flips, random);
        var among = Strongest(test, adjusted, maybeFound: 0) >= 0;
        if (dropped > 0)
        {
            var (fine, _) = test.PValues(FineFlips * _protocol.Flips, random);
            for (var c = 0; c < adjusted.Length; c++)
                adjusted[c] = 1 - (1 - adjusted[c]) * Math.Pow(1 - fine[c], dropped);
        }

        var named = Strongest(test, adjusted, maybeFound);
        return new RobustFinding(named >= 0 ? _candidates[named] : 0, new ScoreTest(means, alone, adjusted), Found(adjusted) + maybeFound, among && named < 0);
    }

    /// <summary>How many candidates the margin would find if each were the only one.</summary>
    /// <param name="random">Where the flips come from.</param>
    public int FoundAlone(SeededRandom random) => Found(Flips(out _).PValues(_protocol.Flips, random).Alone);

    /// <summary>The candidate with the strongest margin of those that margin and accuracy speak for; −1 where there is none.</summary>
    private int Strongest(SignFlipTest test, double[] adjusted, int maybeFound)
    {
        var confirmed = Confirmed(Math.Max(1, Found(adjusted) + maybeFound)).FindAll(c => adjusted[c] <= _protocol.Level);
        return confirmed.Count == 0 ? -1 : Best(confirmed, test);
    }

    private int Found(double[] pValues) => pValues.Count(p => p <= _protocol.Level);

    /// <summary>Those that fix significantly more than they break, corrected for so many that the margin finds.</summary>
    private List<int> Confirmed(int found)
    {
        var limits = McNemarLimits.Of(_probe.Length, _accuracyLevel / found);
        return [.. Enumerable.Range(0, _candidates.Length).Where(c => _better[c] is { } counts && limits.Allow(counts))];
    }

    private SignFlipTest Flips(out double[] means)
    {
        (var changes, var units, means) = MarginScores.Changes(_table, _probe, _candidates);
        return new SignFlipTest(changes, units, _candidates.Length);
    }

    // Among equals the first.
    private static int Best(List<int> confirmed, SignFlipTest test)
    {
        var best = confirmed[0];
        foreach (var c in confirmed)
        {
            if (test.Observed[c] > test.Observed[best])
                best = c;
        }

        return best;
    }
}

/// <summary>What the test of protocol <c>robust</c> found.</summary>
/// <param name="Column">The column named, or 0 for none.</param>
/// <param name="Score">The score's test of every candidate.</param>
/// <param name="Found">How many candidates the margin finds, or may have found: the accuracy's test is corrected for so many.</param>
/// <param name="HangsOnDropped">None is named for what candidates that a race dropped might have said, and for that alone.</param>
internal sealed record RobustFinding(int Column, ScoreTest Score, int Found, bool HangsOnDropped);
