namespace TaLo.Statistics;

/// <summary>
/// How far two ways to sort the same items into groups agree (Hubert and Arabie 1985): the share of pairs that both put together,
/// less what chance does, so that 1 is the same grouping and 0 what shuffled labels come to on average.
/// </summary>
public static class AdjustedRand
{
    /// <summary>The index of two groupings; 1 where each knows no other (one group, or as many as items).</summary>
    /// <param name="first">The group of each item.</param>
    /// <param name="second">The same by the other grouping; what the labels are does not matter.</param>
    /// <exception cref="ArgumentException">The groupings are not of equally many items.</exception>
    public static double Index(ReadOnlySpan<int> first, ReadOnlySpan<int> second)
    {
        if (first.Length != second.Length)
            throw new ArgumentException($"{first.Length} items here, {second.Length} there", nameof(second));

        var (rows, columns, cells) = (new Dictionary<int, int>(), new Dictionary<int, int>(), new Dictionary<(int, int), int>());
        for (var i = 0; i < first.Length; i++)
        {
            rows[first[i]] = rows.GetValueOrDefault(first[i]) + 1;
            columns[second[i]] = columns.GetValueOrDefault(second[i]) + 1;
            cells[(first[i], second[i])] = cells.GetValueOrDefault((first[i], second[i])) + 1;
        }

        var (together, here, there) = (cells.Values.Sum(Pairs), rows.Values.Sum(Pairs), columns.Values.Sum(Pairs));
        var chance = here * there / Math.Max(1, Pairs(first.Length));
        var most = (here + there) / 2;
        return most == chance ? 1 : (together - chance) / (most - chance);
    }

    private static double Pairs(int items) => items * (items - 1.0) / 2;
}
