namespace TaLo.Statistics;

/// <summary>P-values adjusted for having made several tests; each result stands where its p-value stood.</summary>
public static class MultipleTesting
{
    /// <summary>The level used wherever none is asked for, 0.05: an adjusted p-value of at most so much is evidence.</summary>
    public const double DefaultLevel = 0.05;

    /// <summary>Holm's step-down adjustment (1979): bounds the chance of any false rejection, however the tests depend on each other.</summary>
    /// <exception cref="ArgumentException">A value is not a probability.</exception>
    public static IReadOnlyList<double> Holm(IReadOnlyList<double> p)
    {
        var order = Ascending(p);
        var adjusted = new double[p.Count];
        var largest = 0.0;
        for (var rank = 0; rank < order.Length; rank++)
        {
            largest = Math.Max(largest, Math.Min(1, (p.Count - rank) * p[order[rank]]));
            adjusted[order[rank]] = largest;
        }

        return adjusted;
    }

    /// <summary>
    /// Benjamini and Hochberg's step-up adjustment (1995): bounds the expected share of false ones among the
    /// rejections, for independent or positively dependent tests.
    /// </summary>
    /// <exception cref="ArgumentException">A value is not a probability.</exception>
    public static IReadOnlyList<double> BenjaminiHochberg(IReadOnlyList<double> p)
    {
        var order = Ascending(p);
        var adjusted = new double[p.Count];
        var smallest = 1.0;
        for (var rank = order.Length - 1; rank >= 0; rank--)
        {
            smallest = Math.Min(smallest, p[order[rank]] * ((double)p.Count / (rank + 1)));
            adjusted[order[rank]] = smallest;
        }

        return adjusted;
    }

    private static int[] Ascending(IReadOnlyList<double> p)
    {
        ArgumentNullException.ThrowIfNull(p);
        if (p.Any(value => !(value is >= 0 and <= 1)))
            throw new ArgumentException("a p-value lies between 0 and 1", nameof(p));
        return [.. Enumerable.Range(0, p.Count).OrderBy(i => p[i])];
    }
}
