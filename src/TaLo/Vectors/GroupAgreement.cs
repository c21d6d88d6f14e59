using TaLo.Statistics;

namespace TaLo.Vectors;

/// <summary>
/// Whether the tasks' vectors know of the data set's own groups of tasks, asked twice: how far are their clusters the groups (the
/// tree is cut into as many as there are groups), and are tasks of one group more alike than tasks of two. The second needs no
/// tree, so that it sees what the few large clusters of a noisy one hide.
/// </summary>
/// <param name="Groups">How many groups, and clusters.</param>
/// <param name="Rand">The clusters' adjusted Rand index: 1 the same, 0 what chance comes to.</param>
/// <param name="Within">Mean similarity of two tasks of one group.</param>
/// <param name="Between">Mean similarity of two tasks of different groups.</param>
/// <param name="RandPValue">How often shuffled groups have an index as high, the true order counted among them.</param>
/// <param name="WithinPValue">How often shuffled groups are as much more alike within, likewise.</param>
/// <param name="Shuffles">How many shuffles.</param>
public sealed record GroupAgreement(
    int Groups, double Rand, double Within, double Between, double RandPValue, double WithinPValue, int Shuffles)
{
    /// <summary>The shuffles that are made unless another number is asked for.</summary>
    public const int DefaultShuffles = 10_000;

    /// <summary>Asks; null where groups say nothing (fewer than two, or each task its own), or where no similarity within or between them is defined.</summary>
    /// <param name="matrix">How alike the tasks are; pairs whose similarity is undefined are left out of the means.</param>
    /// <param name="shuffles">How often the groups are shuffled over the tasks.</param>
    /// <param name="seed">Where chance comes from.</param>
    public static GroupAgreement? Of(SimilarityMatrix matrix, int shuffles = DefaultShuffles, long seed = 0)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        ArgumentOutOfRangeException.ThrowIfLessThan(shuffles, 1);
        var names = matrix.Vectors.Select(v => v.TaskGroup).Distinct().ToList();
        var groups = matrix.Vectors.Select(v => names.IndexOf(v.TaskGroup)).ToArray();
        if (names.Contains(null) || names.Count < 2 || names.Count == groups.Length)
            return null;

        var clusters = matrix.Cluster().Cut(names.Count);
        var (rand, (within, between)) = (AdjustedRand.Index(groups, clusters), Means(matrix, groups));
        if (double.IsNaN(within - between))
            return null;
        var random = SeededRandom.For(seed, "groups of tasks");
        var (asClustered, asAlike) = (1.0, 1.0);
        for (var s = 0; s < shuffles; s++)
        {
            random.Shuffle(groups);
            var shuffled = Means(matrix, groups);
            asClustered += AdjustedRand.Index(groups, clusters) >= rand ? 1 : 0;
            // Where shuffled groups leave nothing to compare, they are no evidence.
            asAlike += shuffled.Within - shuffled.Between < within - between ? 0 : 1;
        }

        return new GroupAgreement(
            names.Count, rand, within, between, asClustered / (1 + shuffles), asAlike / (1 + shuffles), shuffles);
    }

    private static (double Within, double Between) Means(SimilarityMatrix matrix, int[] groups)
    {
        var (sums, counts) = ((Within: 0.0, Between: 0.0), (Within: 0, Between: 0));
        for (var i = 0; i < groups.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (matrix.Cells[i][j].Value is var value && double.IsNaN(value))
                    continue;
                if (groups[i] == groups[j])
                    (sums.Within, counts.Within) = (sums.Within + value, counts.Within + 1);
                else
                    (sums.Between, counts.Between) = (sums.Between + value, counts.Between + 1);
            }
        }

        return (sums.Within / counts.Within, sums.Between / counts.Between);
    }
}
