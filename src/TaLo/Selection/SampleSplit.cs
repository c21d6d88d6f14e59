using TaLo.Statistics;

namespace TaLo.Selection;

/// <summary>
/// A task's samples in a random order, cut once: the probe pool before the cut, the evaluation set behind it. The
/// two cannot overlap, and no cluster has samples in both. Samples stand for their place in the table.
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
    /// Whole clusters are drawn, each equally likely; one for which there is no room is passed over, so that the pool may
    /// be smaller than asked for. A cluster is of its first sample's stratum.
    /// </summary>
    /// <param name="table">The task.</param>
    /// <param name="poolSize">How many samples the pool has at most; no more than the table.</param>
    /// <param name="strategy">How they are drawn.</param>
    /// <param name="random">Where chance comes from: equal state, equal draw, on any machine.</param>
    public static SampleSplit Draw(OutcomeTable table, int poolSize, SamplingStrategy strategy, SeededRandom random)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(random);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(poolSize, table.Samples.Count);
        int[] order = [.. Enumerable.Range(0, table.Clusters.Count)];
        random.Shuffle(order);
        var members = table.Clusters.Members();
        var (pool, rest, taken) = (new List<int>(), order.ToList(), 0);
        if (strategy == SamplingStrategy.Stratified)
        {
            var left = Quotas(table.StratumNumbers, poolSize);
            Take(cluster => left[table.StratumNumbers[members[cluster][0]]] >= members[cluster].Length,
                cluster => left[table.StratumNumbers[members[cluster][0]]] -= members[cluster].Length);
        }

        Take(cluster => taken + members[cluster].Length <= poolSize, _ => { });
        return new SampleSplit([.. pool.Concat(rest).SelectMany(cluster => members[cluster])], taken);

        void Take(Func<int, bool> fits, Action<int> took) => rest.RemoveAll(cluster =>
        {
            if (!fits(cluster))
                return false;
            pool.Add(cluster);
            taken += members[cluster].Length;
            took(cluster);
            return true;
        });
    }

    /// <summary>Why no pool of such a size can be drawn without dividing a cluster, or null.</summary>
    public static string? Undividable(OutcomeTable table, int poolSize)
    {
        ArgumentNullException.ThrowIfNull(table);
        return table.Clusters.Smallest <= poolSize ? null
            : $"{table.Samples.Count} samples in {Quantity.Of(table.Clusters.Count, "cluster")} (a shared image or g_index) cannot be split: " +
              $"the smallest has {table.Clusters.Smallest}, and {poolSize} may be probed";
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
