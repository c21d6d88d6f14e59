using TaLo.Statistics;

namespace TaLo.Vectors;

/// <summary>
/// How far two sweeps' vectors agree where they are counted over different halves of the samples, and how far each agrees with
/// itself so: what of a difference is the noise of few samples. Two sweeps whose vectors are truly the same agree across as well
/// as each does with itself; over all samples both have the same noise, and may agree better.
/// </summary>
/// <param name="Splits">How often the samples were halved; 0 where there are fewer than two clusters.</param>
/// <param name="First">The first sweep with itself.</param>
/// <param name="Second">The second with itself.</param>
/// <param name="Across">The one with the other.</param>
public sealed record HalvesAgreement(int Splits, HalfAgreement First, HalfAgreement Second, HalfAgreement Across)
{
    /// <summary>The splits that are made unless another number is asked for.</summary>
    public const int DefaultSplits = 200;

    /// <summary>Halves the samples again and again; samples of one cluster stay together.</summary>
    internal static HalvesAgreement Of(SampleChanges first, SampleChanges second, bool byDepth, int splits, SeededRandom random)
    {
        var clusters = first.Clusters.Index().GroupBy(c => c.Item, c => c.Index).Select(g => g.ToArray()).ToList();
        if (clusters.Count < 2 || splits < 1)
            return new HalvesAgreement(0, HalfAgreement.None, HalfAgreement.None, HalfAgreement.None);

        var compares = first.Layers == second.Layers || byDepth;
        var (own, other, across) = (new Tally(), new Tally(), new Tally());
        var order = Enumerable.Range(0, clusters.Count).ToArray();
        for (var split = 0; split < splits; split++)
        {
            random.Shuffle(order);
            int[] one = [.. order.Take(order.Length / 2).SelectMany(c => clusters[c])];
            int[] two = [.. order.Skip(order.Length / 2).SelectMany(c => clusters[c])];
            var (a, b) = ((One: first.Deltas(one), Two: first.Deltas(two)), (One: second.Deltas(one), Two: second.Deltas(two)));
            own.Add(a.One, a.Two);
            other.Add(b.One, b.Two);
            if (compares)
            {
                across.Add(a.One, b.Two);
                across.Add(a.Two, b.One);
            }
        }

        return new HalvesAgreement(splits, own.Mean, other.Mean, across.Mean);
    }

    private sealed class Tally
    {
        private readonly List<double> _correlations = [];
        private readonly List<bool> _sameTop = [];

        public HalfAgreement Mean => new(
            _correlations.Count > 0 ? _correlations.Average() : double.NaN,
            _sameTop.Count > 0 ? _sameTop.Average(same => same ? 1.0 : 0) : double.NaN);

        public void Add(double[] a, double[] b)
        {
            var (x, y) = VectorComparison.Alongside(a, b);
            if (Similarity.Pearson(x, y) is var r && !double.IsNaN(r))
                _correlations.Add(r);
            if (a.Length == b.Length)
                _sameTop.Add(Top(a) == Top(b));
        }

        private static int Top(double[] deltas)
        {
            var top = -1;
            for (var l = 0; l < deltas.Length; l++)
            {
                if (deltas[l] > (top < 0 ? 0 : deltas[top]))
                    top = l;
            }

            return top;
        }
    }
}

/// <summary>How far vectors over two halves of the samples agree, over many splits.</summary>
/// <param name="Pearson">Mean correlation, −1…1; splits in which it is not defined are left out, NaN where it never is.</param>
/// <param name="SameTop">
/// Share of splits in which the most interfering layer (largest Δ above 0, the first of several) is the same in both halves, or is
/// none in both, 0…1; NaN for models with different layer counts.
/// </param>
public readonly record struct HalfAgreement(double Pearson, double SameTop)
{
    /// <summary>Nothing is known.</summary>
    public static HalfAgreement None { get; } = new(double.NaN, double.NaN);
}
