using TaLo.Statistics;

namespace TaLo.Selection.Race;

/// <summary>
/// Foretells McNemar's test of a candidate: the chance that, when all samples are asked, those it fixes outnumber those
/// it breaks significantly. The shares fixed, broken and unchanged are believed beforehand as if twelve samples had
/// been seen, two of them fixed and two broken; what comes is Dirichlet-multinomial then. Where no outcome of the
/// samples left could suffice any more, the chance is exactly 0.
/// <para>Of samples that belong together, clusters are what is counted, as many equal ones as would have the same sum and
/// the same sum of squares of samples fixed − broken: an approximation, which may lose a find and never makes one.</para>
/// </summary>
/// <param name="samples">Samples of the whole probe set.</param>
/// <param name="clusters">Clusters of the whole probe set.</param>
/// <param name="level">The level of the test.</param>
internal sealed class McNemarPower(int samples, int clusters, double level)
{
    private const double Changed = 2;
    private const double Unchanged = 8;
    private readonly McNemarLimits _limits = McNemarLimits.Of(clusters, level);
    private readonly Dictionary<(int Samples, int Fixed, int Broken), double> _known = [];

    /// <summary>Samples of the whole probe set.</summary>
    public int Samples => samples;

    /// <summary>Whether any outcome of all samples suffices.</summary>
    public bool Possible => _limits.MostBroken(clusters) >= 0;

    /// <summary>The chance, 0…1.</summary>
    /// <param name="counts">The samples asked so far.</param>
    public double Reaches(PairedComparison counts)
    {
        var (repaired, broken) = Units(counts);
        var key = (counts.Clusters, repaired, broken);
        if (!_known.TryGetValue(key, out var chance))
            _known[key] = chance = Foretell(counts.Clusters, repaired, broken);
        return chance;
    }

    private static (int Fixed, int Broken) Units(PairedComparison counts)
    {
        if (counts.Groups is not { } groups)
            return (counts.Fixed, counts.Broken);
        var (up, down, squares) = (
            groups.Sum(g => g.Clusters * Math.Max(0, g.Change)), groups.Sum(g => g.Clusters * Math.Max(0, -g.Change)),
            groups.Sum(g => (double)g.Clusters * g.Change * g.Change));
        var size = squares / Math.Max(1, up + down);
        return size == 0 ? (0, 0) : ((int)Math.Round(up / size), (int)Math.Round(down / size));
    }

    private double Foretell(int asked, int repairedSoFar, int brokenSoFar)
    {
        var left = clusters - asked;
        var same = Unchanged + Math.Max(0, asked - repairedSoFar - brokenSoFar);
        var (repaired, broken) = (Changed + repairedSoFar, Changed + brokenSoFar);
        var chance = 0.0;
        var more = None(left, repaired, broken + same);
        for (var i = 0; i <= left; i++)
        {
            chance += more * AtMost(_limits.MostBroken(repairedSoFar + i) - brokenSoFar, left - i, broken, same);
            more *= Next(i, left, repaired, broken + same);
        }

        return chance;
    }

    // The beta-binomial distribution of k of n: its first probability, the quotient of two in a row, and their sum.
    private static double None(int n, double yes, double no)
    {
        var chance = 1.0;
        for (var i = 0; i < n; i++)
            chance *= (no + i) / (yes + no + i);
        return chance;
    }

    private static double Next(int k, int n, double yes, double no) => (n - k) * (yes + k) / ((k + 1) * (no + n - k - 1));

    private static double AtMost(int most, int n, double yes, double no)
    {
        if (most >= n)
            return 1;
        var (sum, chance) = (0.0, most < 0 ? 0 : None(n, yes, no));
        for (var k = 0; k <= most; k++)
        {
            sum += chance;
            chance *= Next(k, n, yes, no);
        }

        return sum;
    }
}
