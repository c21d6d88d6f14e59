namespace TaLo.Vectors;

/// <summary>Agglomerative clustering by average linkage (UPGMA).</summary>
public static class AverageLinkage
{
    /// <summary>
    /// Merges the two nearest clusters until one is left. The distance of two clusters is the mean over all pairs of
    /// their items; of equally near pairs the one with the lowest cluster numbers merges first.
    /// </summary>
    /// <param name="count">Items, n; may be 0.</param>
    /// <param name="distance">The distance of two items; symmetric and finite.</param>
    /// <exception cref="ArgumentException">A distance is not finite.</exception>
    public static Dendrogram Cluster(int count, Func<int, int, double> distance)
    {
        var total = Math.Max(0, (2 * count) - 1);
        var distances = new double[total, total];
        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j < i; j++)
                distances[i, j] = distances[j, i] = Finite(distance(i, j), i, j);
        }

        var sizes = Enumerable.Repeat(1, count).ToList();
        var open = Enumerable.Range(0, count).ToList();
        var merges = new List<Merge>();
        while (open.Count > 1)
        {
            var (first, second) = Nearest(open, distances);
            var merged = sizes.Count;
            open.Remove(first);
            open.Remove(second);
            foreach (var other in open)
            {
                distances[merged, other] = distances[other, merged] =
                    ((sizes[first] * distances[first, other]) + (sizes[second] * distances[second, other])) /
                    (sizes[first] + sizes[second]);
            }

            sizes.Add(sizes[first] + sizes[second]);
            merges.Add(new Merge(first, second, distances[first, second], sizes[merged]));
            open.Add(merged);
        }

        return new Dendrogram(merges, [.. Leaves(total - 1, count, merges)]);
    }

    private static (int First, int Second) Nearest(List<int> open, double[,] distances)
    {
        var best = (First: open[0], Second: open[1]);
        for (var i = 0; i < open.Count; i++)
        {
            for (var j = i + 1; j < open.Count; j++)
            {
                if (distances[open[i], open[j]] < distances[best.First, best.Second])
                    best = (open[i], open[j]);
            }
        }

        return best;
    }

    private static IEnumerable<int> Leaves(int root, int count, List<Merge> merges)
    {
        var waiting = new Stack<int>(root < 0 ? [] : [root]);
        while (waiting.TryPop(out var node))
        {
            if (node < count)
            {
                yield return node;
                continue;
            }

            waiting.Push(merges[node - count].Second);
            waiting.Push(merges[node - count].First);
        }
    }

    private static double Finite(double distance, int i, int j) => double.IsFinite(distance)
        ? distance
        : throw new ArgumentException($"the distance of items {i} and {j} is {distance}", nameof(distance));
}
