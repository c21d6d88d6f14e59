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
    private readonly List<int> _confirmed = [];

    /// <param name="table">The task.</param>
    /// <param name="probe">The samples that choose.</param>
    /// <param name="candidates">The columns that may be named.</param>
    /// <param name="protocol">Level and flips.</param>
    /// <param name="accuracyLevel">The level of the accuracy's test, two-sided; null for the protocol's.</param>
    public RobustTest(OutcomeTable table, int[] probe, int[] candidates, RobustProtocol protocol, double? accuracyLevel = null)
    {
        (_table, _probe, _candidates, _protocol) = (table, probe, candidates, protocol);
        var set = SampleSet.Of(probe, table.Samples.Count);
        var limits = McNemarLimits.Of(probe.Length, accuracyLevel ?? protocol.Level);
        for (var c = 0; c < candidates.Length; c++)
        {
            if (table.Gain(candidates[c], set) > 0 && limits.Allow(table.Compare(candidates[c], set)))
                _confirmed.Add(c);
        }
    }

    /// <summary>The column that is named, or 0 for none, as soon as it is certain.</summary>
    public int Named(SeededRandom random)
    {
        if (_confirmed.Count == 0)
            return 0;
        var test = Flips(out _);
        var best = Best(test);
        return test.IsSignificant(best, _protocol.Level, _protocol.Flips, random) ? _candidates[best] : 0;
    }

    /// <summary>The same with the p-values of every candidate.</summary>
    /// <param name="random">Where the flips come from.</param>
    /// <param name="dropped">
    /// Candidates that a race gave up. Each takes its part in what luck can do as one more candidate that reaches a
    /// statistic as easily as the one whose statistic it is, and independently of the others: layers depend on each other
    /// positively, if at all, and the largest of independent statistics is larger then (Slepian 1962).
    /// </param>
    public RobustFinding NamedAndWhy(SeededRandom random, int dropped = 0)
    {
        var test = Flips(out var means);
        var (alone, adjusted) = test.PValues(_protocol.Flips, random);
        var best = _confirmed.Count > 0 ? Best(test) : -1;
        var among = best >= 0 && adjusted[best] <= _protocol.Level;
        if (dropped > 0)
        {
            var (fine, _) = test.PValues(FineFlips * _protocol.Flips, random);
            for (var c = 0; c < adjusted.Length; c++)
                adjusted[c] = 1 - (1 - adjusted[c]) * Math.Pow(1 - fine[c], dropped);
        }

        var named = among && adjusted[best] <= _protocol.Level;
        return new RobustFinding(named ? _candidates[best] : 0, new ScoreTest(means, alone, adjusted), among && !named);
    }

    private SignFlipTest Flips(out double[] means)
    {
        (var changes, var units, means) = MarginScores.Changes(_table, _probe, _candidates);
        return new SignFlipTest(changes, units, _candidates.Length);
    }

    // The strongest margin of those that the accuracy confirms; among equals the first.
    private int Best(SignFlipTest test)
    {
        var best = _confirmed[0];
        foreach (var c in _confirmed)
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
/// <param name="HangsOnDropped">None is named for what candidates that a race dropped might have said, and for that alone.</param>
internal sealed record RobustFinding(int Column, ScoreTest Score, bool HangsOnDropped);
