namespace TaLo.Vectors;

/// <summary>A tree of clusters.</summary>
/// <param name="Merges">The n − 1 merges, by rising height.</param>
/// <param name="LeafOrder">The items so that no two branches cross.</param>
public sealed record Dendrogram(IReadOnlyList<Merge> Merges, IReadOnlyList<int> LeafOrder)
{
    /// <summary>The tree cut into so many clusters, by taking its last merges back: the cluster of each item, from 0 on.</summary>
    /// <param name="clusters">How many, from 1 to the number of items.</param>
    public int[] Cut(int clusters)
    {
        var count = LeafOrder.Count;
        ArgumentOutOfRangeException.ThrowIfLessThan(clusters, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(clusters, count);
        var cut = Enumerable.Range(0, count).ToArray();
        foreach (var (m, merge) in Merges.Take(count - clusters).Index())
        {
            for (var i = 0; i < count; i++)
            {
                if (cut[i] == merge.First || cut[i] == merge.Second)
                    cut[i] = count + m;
            }
        }

        var numbers = cut.Distinct().ToList();
        return [.. cut.Select(c => numbers.IndexOf(c))];
    }

    /// <summary>
    /// The tree as three strokes a merge. Leaf k of <see cref="LeafOrder"/> lies at place k and height 0; a merge lies
    /// half-way between what it joins.
    /// </summary>
    public IEnumerable<DendrogramStroke> Strokes()
    {
        var nodes = new List<(double Place, double Height)>(new (double, double)[LeafOrder.Count]);
        for (var place = 0; place < LeafOrder.Count; place++)
            nodes[LeafOrder[place]] = (place, 0);
        foreach (var merge in Merges)
        {
            var (first, second) = (nodes[merge.First], nodes[merge.Second]);
            yield return new DendrogramStroke(first.Place, first.Height, first.Place, merge.Height);
            yield return new DendrogramStroke(first.Place, merge.Height, second.Place, merge.Height);
            yield return new DendrogramStroke(second.Place, merge.Height, second.Place, second.Height);
            nodes.Add(((first.Place + second.Place) / 2, merge.Height));
        }
    }
}

/// <summary>
/// Two clusters that become one. Clusters 0…n−1 are the single items; merge number m makes cluster n + m.
/// </summary>
/// <param name="First">The cluster with the lower number.</param>
/// <param name="Second">The other.</param>
/// <param name="Height">Their mean distance, over all pairs of an item of one and an item of the other.</param>
/// <param name="Size">Items in the new cluster.</param>
public readonly record struct Merge(int First, int Second, double Height, int Size);

/// <summary>One straight line of a drawn dendrogram.</summary>
/// <param name="FromPlace">Where it begins along the leaves, 0…n−1.</param>
/// <param name="FromHeight">At which distance it begins.</param>
/// <param name="ToPlace">Where it ends along the leaves.</param>
/// <param name="ToHeight">At which distance it ends.</param>
public readonly record struct DendrogramStroke(double FromPlace, double FromHeight, double ToPlace, double ToHeight);
