using CsCheck;
using TaLo.Vectors;

namespace TaLo.Tests.Vectors;

public class AverageLinkageTests
{
    [Fact]
    public void Should_Agree_With_The_Published_Ribosomal_Rna_Example()
    {
        // The worked UPGMA example of five bacteria (JC69 distances of 5S ribosomal RNA) on Wikipedia; scipy's
        // linkage(…, 'average') gives the same merges and heights.
        double[][] distances =
        [
            [0, 17, 21, 31, 23],
            [17, 0, 30, 34, 21],
            [21, 30, 0, 28, 39],
            [31, 34, 28, 0, 43],
            [23, 21, 39, 43, 0],
        ];

        var tree = AverageLinkage.Cluster(5, (i, j) => distances[i][j]);

        Assert.Equal([new Merge(0, 1, 17, 2), new Merge(4, 5, 22, 3), new Merge(2, 3, 28, 2), new Merge(6, 7, 33, 5)], tree.Merges);
        Assert.Equal([4, 0, 1, 2, 3], tree.LeafOrder);
    }

    [Fact]
    public void Should_Agree_With_Scipy_On_Correlation_Distances()
    {
        // scipy 1.10.1: linkage(squareform(1 - numpy.corrcoef(X)), 'average') and leaves_list.
        var tree = SimilarityMatrix.Of(SevenVectors.Vectors, SimilarityMeasure.Pearson).Cluster();

        (int, int, double, int)[] expected =
        [
            (1, 6, 0.092508893866, 2), (4, 7, 0.423653611373, 3), (0, 8, 0.69288717931, 4),
            (5, 9, 0.819977869715, 5), (2, 3, 0.871426852706, 2), (10, 11, 1.299429445399, 7),
        ];
        Assert.Equal(expected.Select(e => (e.Item1, e.Item2, e.Item4)), tree.Merges.Select(m => (m.First, m.Second, m.Size)));
        Assert.All(expected.Zip(tree.Merges), p => Assert.Equal(p.First.Item3, p.Second.Height, 9));
        Assert.Equal([5, 0, 4, 1, 6, 2, 3], tree.LeafOrder);
    }

    [Fact]
    public void Should_Have_An_Answer_For_No_Item_And_For_One()
    {
        Assert.Empty(AverageLinkage.Cluster(0, (_, _) => 1).LeafOrder);
        var one = AverageLinkage.Cluster(1, (_, _) => 1);
        Assert.Equal([0], one.LeafOrder);
        Assert.Empty(one.Merges);
        Assert.Empty(one.Strokes());
    }

    [Fact]
    public void Should_Merge_The_First_Of_Equally_Near_Pairs_First() =>
        Assert.Equal(
            [new Merge(0, 1, 1, 2), new Merge(2, 3, 1, 2), new Merge(4, 5, 1, 4)],
            AverageLinkage.Cluster(4, (_, _) => 1).Merges);

    [Fact]
    public void Should_Refuse_A_Distance_That_Is_No_Number() =>
        Assert.Throws<ArgumentException>(() => AverageLinkage.Cluster(2, (_, _) => double.NaN));

    [Fact]
    public void Should_Rise_And_Keep_Each_Item_Once_And_Each_Cluster_Together() =>
        Gen.Double[0, 10].Array[36].Sample(values =>
        {
            double Distance(int i, int j) => values[(Math.Max(i, j) * (Math.Max(i, j) - 1) / 2) + Math.Min(i, j)];

            var tree = AverageLinkage.Cluster(9, Distance);

            Assert.Equal(Enumerable.Range(0, 9), tree.LeafOrder.Order());
            var members = Enumerable.Range(0, 9).Select(i => new List<int> { i }).ToList();
            var height = 0.0;
            foreach (var merge in tree.Merges)
            {
                var (first, second) = (members[merge.First], members[merge.Second]);
                Assert.True(merge.Height >= height - 1e-12);
                Assert.Equal(first.SelectMany(_ => second, Distance).Average(), merge.Height, 9);
                height = merge.Height;
                members.Add([.. first, .. second]);
                var places = members[^1].Select(m => tree.LeafOrder.Index().First(l => l.Item == m).Index).Order().ToList();
                Assert.Equal(merge.Size - 1, places[^1] - places[0]);
            }
        });

    [Fact]
    public void Should_Draw_Three_Strokes_A_Merge_From_Leaves_To_Root()
    {
        var strokes = AverageLinkage.Cluster(3, (i, j) => i + j == 1 ? 1 : 4).Strokes().ToList();

        Assert.Equal(6, strokes.Count);
        Assert.Equal(new DendrogramStroke(1, 0, 1, 1), strokes[0]);
        Assert.Equal(new DendrogramStroke(1, 1, 2, 1), strokes[1]);
        Assert.Equal(new DendrogramStroke(0, 4, 1.5, 4), strokes[4]);
    }
}
