using TaLo.Statistics;

namespace TaLo.Selection;

/// <summary>
/// A task's samples in a random order, cut once: the probe pool before the cut, the evaluation set behind it. The
/// two cannot overlap. Samples stand for their place in the table.
/// </summary>
public sealed class SampleSplit
{
    private readonly int[] _order;
    private readonly int _poolSize;

    private SampleSplit(int[] order, int poolSize) => (_order, _poolSize) = (order, poolSize);

    /// <summary>The probe pool, in random order.</summary>
    public ReadOnlySpan<int> Pool => _order.AsSpan(0, _poolSize);

    /// <summary>The evaluation set: every other sample.</summary>
    public ReadOnlySpan<int> Evaluation => _order.AsSpan(_poolSize);

    /// <summary>
    /// Draws the pool. Stratified: each stratum gives its share of the pool, rounded down, and those with the
    /// largest remainders one more (among equals the first by name). The samples of the pool come in random order.
    /// </summary>
    /// <param name="table">The task.</param>
    /// <param name="poolSize">How many samples the pool has; at most the table's.</param>
    /// <param name="strategy">How they are drawn.</param>
    /// <param name="random">Where chance comes from: equal state, equal draw, on any machine.</param>
    public static SampleSplit Draw(OutcomeTable table, int poolSize, SamplingStrategy strategy, SeededRandom random)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(random);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(poolSize, table.Samples.Count);
        var order = new int[table.Samples.Count];
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        random.Shuffle(order);
        return new SampleSplit(strategy == SamplingStrategy.Random ? order : ByQuota(order, table, poolSize), poolSize);
    }

    private static int[] ByQuota(int[] order, OutcomeTable table, int poolSize)
    {
        var left = Quotas(table.StratumNumbers, poolSize);
        var pool = new List<int>(order.Length);
        var rest = new List<int>(order.Length);
        foreach (var sample in order)
            (left[table.StratumNumbers[sample]]-- > 0 ? pool : rest).Add(sample);
        return [.. pool, .. rest];
    }

    private static int[] Quotas(int[] strata, int poolSize)
    {
        var sizes = new long[strata.Length == 0 ? 0 : strata.Max() + 1];
        foreach (var stratum in strata)
            sizes[stratum]++;
        var quotas = sizes.Select(size => (int)(size * poolSize / strata.Length)).ToArray();
        var largest = Enumerable.Range(0, sizes.Length).OrderByDescending(s => sizes[s] * poolSize % strata.Length);
        foreach (var stratum in largest.Take(poolSize - quotas.Sum()))
            quotas[stratum]++;
        return quotas;
    }
}

/// <summary>How the probe pool is drawn from a task's samples.</summary>
public enum SamplingStrategy
{
    /// <summary>Every set of samples is equally likely.</summary>
    Random,

    /// <summary>Each stratum gives its share of the pool, see <see cref="OutcomeTable.Strata"/>; which samples is left to chance.</summary>
    Stratified,
}
