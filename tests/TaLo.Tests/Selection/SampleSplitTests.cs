using CsCheck;
using TaLo.Selection;
using TaLo.Statistics;

namespace TaLo.Tests.Selection;

public class SampleSplitTests
{
    [Fact]
    public void Should_Split_Every_Sample_Once() =>
        Gen.Select(Tables.Any, Gen.Double[0, 1], Gen.Enum<SamplingStrategy>(), Gen.Long).Sample((table, share, strategy, seed) =>
        {
            var size = (int)(share * table.Samples.Count);
            var split = SampleSplit.Draw(table, size, strategy, SeededRandom.For(seed, "t"));
            var again = SampleSplit.Draw(table, size, strategy, SeededRandom.For(seed, "t"));

            Assert.True(table.Clusters.Any ? split.Pool.Length <= size : split.Pool.Length == size);
            Assert.Empty(split.Pool.ToArray().Select(table.Clusters.Of).Intersect(split.Evaluation.ToArray().Select(table.Clusters.Of)));
            Assert.Equal(Enumerable.Range(0, table.Samples.Count), split.Pool.ToArray().Concat(split.Evaluation.ToArray()).Order());
            Assert.Equal(split.Pool.ToArray(), again.Pool.ToArray());
        }, iter: 200);

    [Fact]
    public void Should_Give_Each_Stratum_Its_Share()
    {
        // Strata of 6, 3 and 1 samples, a pool of 5: shares 3, 1.5, 0.5; the one left over goes to the larger, first by name.
        string?[] strata = ["a", "a", "a", "a", "a", "a", "b", "b", "b", null];
        var plain = Tables.ByHand(10, 2, (_, _) => 1);
        var table = Tables.Copy(plain, plain.Margin, strata);
        for (var seed = 0; seed < 20; seed++)
        {
            var split = SampleSplit.Draw(table, 5, SamplingStrategy.Stratified, SeededRandom.For(seed, "t"));
            var taken = split.Pool.ToArray().Select(s => strata[s]).ToList();
            Assert.Equal((3, 1, 1), (taken.Count(s => s == "a"), taken.Count(s => s == "b"), taken.Count(s => s is null)));
        }
    }

    [Fact]
    public void Should_Draw_Every_Sample_Equally_Often()
    {
        var table = Tables.ByHand(20, 1, (_, _) => 1);
        var drawn = new int[20];
        var random = SeededRandom.For(1, "t");
        for (var i = 0; i < 4000; i++)
        {
            foreach (var sample in SampleSplit.Draw(table, 5, SamplingStrategy.Random, random).Pool)
                drawn[sample]++;
        }

        Assert.All(drawn, d => Assert.InRange(d, 870, 1130));
    }
}
