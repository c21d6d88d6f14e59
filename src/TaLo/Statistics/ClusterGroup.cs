namespace TaLo.Statistics;

/// <summary>
/// Clusters with equal counts. Samples of one cluster (about one image, copies of one question) are not independent, so
/// tests and intervals take the cluster as their unit; these counts are all that they need.
/// </summary>
/// <param name="Clusters">How many clusters there are with these counts.</param>
/// <param name="Samples">Samples of each.</param>
/// <param name="BaseCorrect">Of these, how many the base model answers correctly.</param>
/// <param name="Change">Samples fixed − samples broken.</param>
public readonly record struct ClusterGroup(int Clusters, int Samples, int BaseCorrect, int Change)
{
    /// <summary>Groups pairs by their cluster; null where each sample is a cluster of its own.</summary>
    public static IReadOnlyList<ClusterGroup>? Of<T>(IEnumerable<(T Cluster, bool Base, bool Adapted)> pairs)
        where T : notnull
    {
        var (clusters, samples) = (new Dictionary<T, (int Samples, int BaseCorrect, int Change)>(), 0);
        foreach (var (cluster, before, after) in pairs)
        {
            var (size, right, change) = clusters.GetValueOrDefault(cluster);
            clusters[cluster] = (size + 1, right + (before ? 1 : 0), change + (after ? 1 : 0) - (before ? 1 : 0));
            samples++;
        }

        return clusters.Count == samples ? null
            : [.. clusters.Values.GroupBy(c => c).OrderBy(g => g.Key).Select(g => new ClusterGroup(g.Count(), g.Key.Samples, g.Key.BaseCorrect, g.Key.Change))];
    }
}
