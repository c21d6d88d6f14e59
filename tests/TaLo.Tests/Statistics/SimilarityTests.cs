using TaLo.Statistics;

namespace TaLo.Tests.Statistics;

public class SimilarityTests
{
    // Anscombe 1973, the first and the fourth of the quartet: both correlations are 0.816.
    [Fact]
    public void Should_Agree_With_Anscombe_1973()
    {
        double[] x = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5];
        double[] y = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68];
        double[] x4 = [8, 8, 8, 8, 8, 8, 8, 19, 8, 8, 8];
        double[] y4 = [6.58, 5.76, 7.71, 8.84, 8.47, 7.04, 5.25, 12.50, 5.56, 7.91, 6.89];

        Assert.Equal(0.816, Similarity.Pearson(x, y), 3);
        Assert.Equal(0.817, Similarity.Pearson(x4, y4), 3);
    }

    // Ranks by hand: 1 2 3.5 5 3.5 against 1 … 5: 8 ÷ √(10 · 9.5).
    [Fact]
    public void Should_Rank_Equal_Values_Alike() =>
        Assert.Equal(8 / Math.Sqrt(95), Similarity.Spearman([1, 2, double.NaN, 3, 4, 5], [5, 6, 0, 7, 8, 7]), 12);

    [Fact]
    public void Should_Compute_The_Cosine_By_Hand() =>
        Assert.Equal(11 / (Math.Sqrt(5) * 5), Similarity.Cosine([1, 2], [3, 4]), 12);

    [Fact]
    public void Should_Leave_Out_Layers_That_Were_Not_Swept()
    {
        Assert.Equal(1, Similarity.Pearson([1, double.NaN, 2, 3], [2, 9, 4, 6]), 12);
        Assert.Equal(-1, Similarity.Cosine([1, 5, 2], [-1, double.NaN, -2]), 12);
    }

    [Fact]
    public void Should_Be_NaN_Where_It_Is_Not_Defined()
    {
        Assert.Equal(double.NaN, Similarity.Pearson([1, 1, 1], [1, 2, 3]));
        Assert.Equal(double.NaN, Similarity.Spearman([1, 1, 1], [1, 2, 3]));
        Assert.Equal(double.NaN, Similarity.Cosine([0, 0], [1, 2]));
        Assert.Equal(double.NaN, Similarity.Pearson([1], [1]));
        Assert.Throws<ArgumentException>(() => Similarity.Pearson([1, 2], [1, 2, 3]));
    }
}
