using CsCheck;
using TaLo.Statistics;
using TaLo.Vectors;

namespace TaLo.Tests.Vectors;

public class GroupAgreementTests
{
    [Theory]
    // The examples of scikit-learn's adjusted_rand_score, and one by hand: 2 pairs together in both; 6 and 6 of 15 in each, by chance 2.4.
    [InlineData(new[] { 0, 0, 1, 1 }, new[] { 0, 0, 1, 1 }, 1)]
    [InlineData(new[] { 0, 0, 1, 1 }, new[] { 1, 1, 0, 0 }, 1)]
    [InlineData(new[] { 0, 0, 1, 2 }, new[] { 0, 0, 1, 1 }, 0.571428571428571)]
    [InlineData(new[] { 0, 0, 0, 0 }, new[] { 0, 1, 2, 3 }, 0)]
    [InlineData(new[] { 0, 0, 1, 1 }, new[] { 0, 1, 0, 1 }, -0.5)]
    [InlineData(new[] { 0, 0, 0, 1, 1, 1 }, new[] { 0, 0, 1, 1, 2, 2 }, 0.242424242424242)]
    public void The_Index_Is_That_Of_Hubert_And_Arabie(int[] first, int[] second, double expected)
    {
        Assert.Equal(expected, AdjustedRand.Index(first, second), 12);
        Assert.Equal(expected, AdjustedRand.Index(second, first), 12);
    }

    [Fact]
    public void Shuffled_Groupings_Agree_By_Nothing_On_Average()
    {
        var random = SeededRandom.For(1, "test");
        int[] clusters = [.. Enumerable.Range(0, 40).Select(i => i % 7)], groups = [.. Enumerable.Range(0, 40).Select(i => i * i % 5)];
        var mean = Enumerable.Range(0, 2000).Average(_ =>
        {
            random.Shuffle(groups);
            return AdjustedRand.Index(groups, clusters);
        });
        Assert.InRange(mean, -0.005, 0.005);
    }

    [Fact]
    public void A_Tree_Is_Cut_By_Taking_Back_Its_Last_Merges()
    {
        // The tree of scipy's example: merges (1, 6), (4, 7), (0, 8), (5, 9), (2, 3), (10, 11).
        var tree = SimilarityMatrix.Of(SevenVectors.Vectors, SimilarityMeasure.Pearson).Cluster();
        Assert.Equal([0, 0, 0, 0, 0, 0, 0], tree.Cut(1));
        Assert.Equal([0, 0, 1, 1, 0, 0, 0], tree.Cut(2));
        Assert.Equal([0, 0, 1, 2, 0, 0, 0], tree.Cut(3));
        Assert.Equal([0, 0, 1, 2, 0, 3, 0], tree.Cut(4));
        Assert.Equal([0, 1, 2, 3, 4, 5, 6], tree.Cut(7));
        Assert.Throws<ArgumentOutOfRangeException>(() => tree.Cut(8));
    }

    [Fact]
    public void Every_Cut_Has_As_Many_Clusters_As_Asked_For_And_Refines_The_Coarser_One() =>
        Gen.Select(Gen.Int[2, 12], Gen.Double[0.1, 1].Array[66]).Sample(pair =>
        {
            var (count, distances) = pair;
            var tree = AverageLinkage.Cluster(count, (i, j) => distances[(Math.Max(i, j) * (Math.Max(i, j) - 1) / 2) + Math.Min(i, j)]);
            for (var k = 2; k <= count; k++)
            {
                var (fine, coarse) = (tree.Cut(k), tree.Cut(k - 1));
                if (fine.Distinct().Count() != k || fine.Zip(coarse).Distinct().Count() != k)
                    return false;
            }
            return true;
        });

    [Fact]
    public void Groups_That_The_Vectors_Show_Are_Found_And_Others_Are_Not()
    {
        TaskVector[] vectors =
        [
            .. Enumerable.Range(0, 6).Select(i => SevenVectors.Of($"a{i}", 100 + i, 0, -i, 3) with { TaskGroup = "a" }),
            .. Enumerable.Range(0, 6).Select(i => SevenVectors.Of($"b{i}", i, 100 - i, 2, -5) with { TaskGroup = "b" }),
        ];
        var found = GroupAgreement.Of(SimilarityMatrix.Of(vectors, SimilarityMeasure.Pearson))!;
        Assert.Equal((2, 1.0), (found.Groups, found.Rand));
        Assert.InRange(found.Within, 0.95, 1);
        Assert.InRange(found.Between, -1, 0);
        // Of the 924 ways to deal out six and six tasks two are as good.
        Assert.InRange(found.RandPValue, 0.0005, 0.005);
        Assert.InRange(found.WithinPValue, 0.0005, 0.005);

        var mixed = vectors.Select((v, i) => v with { TaskGroup = i % 2 == 0 ? "a" : "b" }).ToList();
        var none = GroupAgreement.Of(SimilarityMatrix.Of(mixed, SimilarityMeasure.Pearson))!;
        Assert.InRange(none.Rand, -0.2, 0.01);
        Assert.InRange(none.RandPValue, 0.3, 1);
        Assert.InRange(none.WithinPValue, 0.3, 1);
    }

    [Fact]
    public void Groups_That_Say_Nothing_Are_Not_Compared()
    {
        Assert.Null(GroupAgreement.Of(SimilarityMatrix.Of(SevenVectors.Vectors, SimilarityMeasure.Pearson)));
        Assert.Null(GroupAgreement.Of(SimilarityMatrix.Of([.. SevenVectors.Vectors.Select(v => v with { TaskGroup = "one" })], SimilarityMeasure.Pearson)));
        Assert.Null(GroupAgreement.Of(SimilarityMatrix.Of([.. SevenVectors.Vectors.Select(v => v with { TaskGroup = v.Task })], SimilarityMeasure.Pearson)));
        Assert.Null(GroupAgreement.Of(SimilarityMatrix.Of([], SimilarityMeasure.Pearson)));
        // Constant vectors are like nothing.
        Assert.Null(GroupAgreement.Of(SimilarityMatrix.Of([.. Enumerable.Range(0, 6).Select(i => SevenVectors.Of($"{i}", 5, 5, 5) with { TaskGroup = i < 3 ? "a" : "b" })], SimilarityMeasure.Pearson)));
    }
}
