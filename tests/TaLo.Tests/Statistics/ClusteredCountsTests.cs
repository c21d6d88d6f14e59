using CsCheck;
using TaLo.Statistics;

namespace TaLo.Tests.Statistics;

/// <summary>Tests and intervals of samples that belong together.</summary>
public class ClusteredCountsTests
{
    private static readonly Gen<(int Cluster, bool Base, bool Adapted)[]> Pairs =
        Gen.Select(Gen.Int[0, 8], Gen.Bool, Gen.Bool).Array[1, 30];

    [Fact]
    public void Should_Flip_Whole_Clusters() =>
        Pairs.Sample(pairs =>
        {
            var counts = PairedComparison.Of(pairs);
            var sums = pairs.GroupBy(p => p.Cluster).Select(c => c.Sum(p => (p.Adapted ? 1 : 0) - (p.Base ? 1 : 0))).ToArray();
            var (all, asFar) = (1 << sums.Length, 0);
            for (var flip = 0; flip < all; flip++)
                asFar += Math.Abs(sums.Select((sum, i) => (flip >> i & 1) == 0 ? sum : -sum).Sum()) >= Math.Abs(sums.Sum()) ? 1 : 0;
            Assert.Equal((double)asFar / all, counts.PValue, 1e-10);
        }, iter: 500);

    [Fact]
    public void Should_Be_What_It_Was_Where_Each_Sample_Is_A_Cluster() =>
        Gen.Select(Gen.Bool, Gen.Bool).Array[1, 60].Sample(pairs =>
        {
            var plain = PairedComparison.Of(pairs.Select(p => (p.Item1, p.Item2)));
            var named = PairedComparison.Of([.. pairs.Select((p, i) => (i, p.Item1, p.Item2))]);
            Assert.Null(named.Groups);
            Assert.Equal(plain, named);
            Assert.Equal(McNemar.TwoSided(plain.Fixed, plain.Broken), named.PValue);
            Assert.Equal(Intervals.PairedDifference(plain.Fixed, plain.Broken, plain.Samples), named.DifferenceInterval);
            Assert.Equal(Intervals.Wilson(plain.BaseCorrect, plain.Samples), named.BaseInterval);
            Assert.Equal($"{plain.Samples}", named.Size);
        }, iter: 200);

    [Fact]
    public void Should_Know_No_Interval_From_One_Cluster()
    {
        var counts = PairedComparison.Of([("a", false, true), ("a", false, true), ("a", true, true)]);
        Assert.Equal((Interval.None, Interval.None), (counts.DifferenceInterval, counts.BaseInterval));
        Assert.Equal(1, counts.PValue, 1e-12);
    }

    [Fact]
    public void Should_Resample_Whole_Clusters()
    {
        // Copies tell nothing new.
        double[] values = [0.1, -0.4, 0.9, 0.3, 0.2, -0.1];
        double[] copies = [.. values.SelectMany(v => Enumerable.Repeat(v, 3))];
        Assert.Equal(
            Bootstrap.Mean(values, 5).Upper, Bootstrap.Mean(copies, [.. Enumerable.Range(0, 18).Select(i => i / 3)], 5).Upper, 1e-12);
        Assert.Equal(Interval.None, Bootstrap.Mean(copies, new int[18], 5));
    }

    [Theory]
    [InlineData(13, 4)]
    [InlineData(40, 5)]
    public void Should_Cover_The_Truth_And_Keep_The_Level_With_Clustered_Noise(int clusters, int size)
    {
        const int Repetitions = 3000;
        var random = SeededRandom.For(3, $"clusters {clusters}");
        var (held, heldAlone, false5, falseAlone) = (0, 0, 0, 0);
        for (var r = 0; r < Repetitions; r++)
        {
            var pairs = new List<(int Cluster, bool Base, bool Adapted)>();
            for (var c = 0; c < clusters; c++)
            {
                // Whole images are seen or not, before and after, and equally often.
                var (before, after) = (random.Uniform(), random.Uniform());
                for (var i = 0; i < size; i++)
                    pairs.Add((c, (0.8 * before + 0.2 * random.Uniform()) < 0.5, (0.8 * after + 0.2 * random.Uniform()) < 0.5));
            }

            var counts = PairedComparison.Of(pairs);
            var alone = counts with { Groups = null };
            held += counts.DifferenceInterval.Contains(0) ? 1 : 0;
            heldAlone += alone.DifferenceInterval.Contains(0) ? 1 : 0;
            false5 += counts.PValue <= 0.05 ? 1 : 0;
            falseAlone += alone.PValue <= 0.05 ? 1 : 0;
        }

        var luck = 3 * Math.Sqrt(0.05 * 0.95 / Repetitions);
        Assert.InRange((double)held / Repetitions, 0.94 - luck, 1);
        Assert.InRange((double)false5 / Repetitions, 0, 0.05 + luck);
        // What they would be without.
        Assert.InRange((double)heldAlone / Repetitions, 0, 0.85);
        Assert.InRange((double)falseAlone / Repetitions, 0.15, 1);
    }
}
