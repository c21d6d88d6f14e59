using MathNet.Numerics;
using MathNet.Numerics.Statistics;

namespace TaLo.Statistics;

/// <summary>
/// How alike two vectors are, −1…1, over the places where both have a number (a layer that was not swept is NaN).
/// NaN where that is not defined: fewer than two such places, or a vector without variation or length.
/// </summary>
public static class Similarity
{
    /// <summary>Pearson's correlation.</summary>
    /// <exception cref="ArgumentException">The vectors differ in length.</exception>
    public static double Pearson(IReadOnlyList<double> a, IReadOnlyList<double> b)
    {
        var (x, y) = Both(a, b);
        return x.Length < 2 || Constant(x) || Constant(y) ? double.NaN : Math.Clamp(Correlation.Pearson(x, y), -1, 1);
    }

    /// <summary>Spearman's rank correlation; equal values share the mean of their ranks.</summary>
    /// <exception cref="ArgumentException">The vectors differ in length.</exception>
    public static double Spearman(IReadOnlyList<double> a, IReadOnlyList<double> b)
    {
        var (x, y) = Both(a, b);
        return x.Length < 2 || Constant(x) || Constant(y) ? double.NaN : Math.Clamp(Correlation.Spearman(x, y), -1, 1);
    }

    /// <summary>The cosine of the angle between them.</summary>
    /// <exception cref="ArgumentException">The vectors differ in length.</exception>
    public static double Cosine(IReadOnlyList<double> a, IReadOnlyList<double> b)
    {
        var (x, y) = Both(a, b);
        return x.Length < 2 || x.All(v => v == 0) || y.All(v => v == 0)
            ? double.NaN
            : Math.Clamp(1 - Distance.Cosine(x, y), -1, 1);
    }

    private static bool Constant(double[] values) => values.All(v => v == values[0]);

    private static (double[] X, double[] Y) Both(IReadOnlyList<double> a, IReadOnlyList<double> b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        if (a.Count != b.Count)
            throw new ArgumentException($"vectors of {a.Count} and {b.Count} numbers", nameof(b));
        var pairs = a.Zip(b).Where(p => !double.IsNaN(p.First) && !double.IsNaN(p.Second)).ToList();
        return ([.. pairs.Select(p => p.First)], [.. pairs.Select(p => p.Second)]);
    }
}
