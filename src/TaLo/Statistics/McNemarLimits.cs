using System.Collections.Concurrent;

namespace TaLo.Statistics;

/// <summary>
/// <see cref="McNemar.TwoSided"/> turned round, once for all: how many samples may be broken for so many fixed. The test
/// itself is too slow for a thousand redraws.
/// </summary>
public sealed class McNemarLimits
{
    // The p-value of few samples may be the level itself (2/0 and 1/2); what is computed of it differs in the last digits, by the machine too.
    private const double Rounding = 1 + 1e-12;
    private static readonly ConcurrentDictionary<(int Samples, double Level), McNemarLimits> Known = new();
    private readonly int[] _most;
    private readonly double _level;

    private McNemarLimits(int samples, double level)
    {
        _level = level * Rounding;
        _most = new int[samples + 1];
        _most[0] = -1;
        for (var repaired = 1; repaired <= samples; repaired++)
        {
            _most[repaired] = _most[repaired - 1];
            while (_most[repaired] + 1 < repaired && McNemar.TwoSided(repaired, _most[repaired] + 1) <= _level)
                _most[repaired]++;
        }
    }

    /// <summary>The limits for up to so many samples.</summary>
    /// <param name="samples">The most that can be fixed.</param>
    /// <param name="level">What the two-sided p-value must not exceed.</param>
    public static McNemarLimits Of(int samples, double level)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(samples);
        return Known.GetOrAdd((samples, level), key => new McNemarLimits(key.Samples, key.Level));
    }

    /// <summary>The most that may be broken for the fixed ones to outnumber them significantly; −1 where it never suffices.</summary>
    /// <param name="repaired">Samples fixed.</param>
    public int MostBroken(int repaired) => _most[repaired];

    /// <summary>Whether the fixed samples outnumber the broken ones, with a p-value of at most the level.</summary>
    public bool Allow(PairedComparison counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        return counts.Groups is null
            ? counts.Broken <= _most[counts.Fixed]
            : counts.Fixed > counts.Broken && counts.PValue <= _level;
    }
}
