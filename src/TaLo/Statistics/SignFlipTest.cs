namespace TaLo.Statistics;

/// <summary>
/// Tests several columns of paired changes at once: does any rise? Where nothing truly changes, a sample's changes
/// are as likely as their negatives, so the signs of whole samples are flipped at random, and the largest statistic
/// of all columns in each flip says what luck can do (Westfall and Young 1993; Romano and Wolf 2005). Flipping a
/// sample as a whole keeps the columns' dependence, which Holm's correction has to assume the worst of. The statistic
/// of a column is Σ changes ÷ √Σ changes², in step with Student's t. With k samples of which 2ᵏ is no more than the
/// flips asked for, every flip is made once; otherwise the identity and random ones, which keeps the level exact.
/// </summary>
public sealed class SignFlipTest
{
    // A statistic that ties with the observed one must count, whatever the order of its sum.
    private const float Tie = 1e-5f;

    private readonly SignedSums _sums;
    private readonly float[] _observed;
    private readonly int _columns;
    private readonly int _samples;

    /// <summary>Takes the changes over: the array becomes the test's own.</summary>
    /// <param name="changes">Sample by sample, <see cref="SignedSums.Stride"/> numbers each; those after the columns are 0.</param>
    /// <param name="samples">How many samples.</param>
    /// <param name="columns">How many columns.</param>
    public SignFlipTest(float[] changes, int samples, int columns)
    {
        ArgumentNullException.ThrowIfNull(changes);
        ArgumentOutOfRangeException.ThrowIfNotEqual(changes.Length, samples * SignedSums.Stride(columns));
        (_samples, _columns) = (samples, columns);
        Normalise(changes, SignedSums.Stride(columns));
        _sums = new SignedSums(changes, samples, columns);
        _sums.Add(Identity());
        _observed = _sums.Totals.ToArray();
    }

    /// <summary>The statistic of each column; 0 where nothing changes.</summary>
    public ReadOnlySpan<float> Observed => _observed;

    /// <summary>One-sided p-values of each column alone, and for having tried every column.</summary>
    /// <param name="flips">How many flips, the identity included.</param>
    /// <param name="random">Where they come from.</param>
    public (double[] Alone, double[] Adjusted) PValues(int flips, SeededRandom random)
    {
        var (alone, all) = (new int[_columns], new int[_columns]);
        var made = 0;
        foreach (var signs in Flips(flips, random))
        {
            made++;
            var largest = _sums.Add(signs);
            for (var c = 0; c < _columns; c++)
            {
                alone[c] += _sums.Totals[c] >= _observed[c] - Tie ? 1 : 0;
                all[c] += largest >= _observed[c] - Tie ? 1 : 0;
            }
        }

        return ([.. alone.Select(n => (double)n / made)], [.. all.Select(n => (double)n / made)]);
    }

    /// <summary>Whether a column's adjusted p-value is at most the level: what <see cref="PValues"/> says, as soon as it is certain.</summary>
    public bool IsSignificant(int column, double level, int flips, SeededRandom random)
    {
        var left = Count(flips);
        var allowed = 0;
        while ((allowed + 1.0) / left <= level)
            allowed++;
        foreach (var signs in Flips(flips, random))
        {
            if (_sums.Add(signs) >= _observed[column] - Tie && --allowed < 0)
                return false;
            if (--left <= allowed)
                return true;
        }

        return true;
    }

    private bool Exhaustive(int flips) => _samples < 31 && 1 << _samples <= flips;

    private int Count(int flips) => Exhaustive(flips) ? 1 << _samples : flips;

    private ulong[] Identity() => [.. Enumerable.Repeat(ulong.MaxValue, (_samples + 63) / 64)];

    private IEnumerable<ulong[]> Flips(int flips, SeededRandom random)
    {
        var (signs, exhaustive, count) = (Identity(), Exhaustive(flips), Count(flips));
        yield return signs;
        for (var flip = 1; flip < count; flip++)
        {
            for (var word = 0; word < signs.Length; word++)
                signs[word] = exhaustive ? ~(ulong)flip : random.Bits();
            yield return signs;
        }
    }

    private static void Normalise(float[] changes, int stride)
    {
        var factors = new float[stride];
        for (var at = 0; at < changes.Length; at += stride)
        {
            for (var c = 0; c < stride; c++)
                factors[c] += changes[at + c] * changes[at + c];
        }

        for (var c = 0; c < stride; c++)
            factors[c] = factors[c] > 0 ? 1 / MathF.Sqrt(factors[c]) : 0;
        for (var at = 0; at < changes.Length; at += stride)
        {
            for (var c = 0; c < stride; c++)
                changes[at + c] *= factors[c];
        }
    }
}
