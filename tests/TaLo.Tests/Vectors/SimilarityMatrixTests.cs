using TaLo.Vectors;

namespace TaLo.Tests.Vectors;

public class SimilarityMatrixTests
{
    [Theory]
    [InlineData(SimilarityMeasure.Pearson, 1.0, 0.525967965946, -0.314197711562, -0.807516255921, -0.056373011834, -0.088225811705, 0.451743507959)]
    [InlineData(SimilarityMeasure.Cosine, 1.0, 0.208381236234, 0.061243409355, 0.133087825095, 0.26852466374, 0.326578866046, 0.262445761203)]
    public void Should_Agree_With_Numpy(SimilarityMeasure measure, params double[] firstRow)
    {
        var matrix = SimilarityMatrix.Of(SevenVectors.Vectors, measure);

        Assert.All(firstRow.Zip(matrix.Cells[0]), p => Assert.Equal(p.First, p.Second.Value, 9));
        for (var i = 0; i < 7; i++)
        {
            Assert.Equal(new TaskSimilarity(1, 6).Value, matrix.Cells[i][i].Value, 12);
            for (var j = 0; j < 7; j++)
                Assert.Equal(matrix.Cells[j][i], matrix.Cells[i][j]);
        }
    }

    [Fact]
    public void Should_Leave_Out_Layers_That_Either_Lacks()
    {
        var matrix = SimilarityMatrix.Of(
            [SevenVectors.Of("a", 1, 2, null, 4, 9), SevenVectors.Of("b", 2, 4, 7, null, 18)], SimilarityMeasure.Pearson);

        Assert.Equal(3, matrix.Cells[0][1].Layers);
        Assert.Equal(1, matrix.Cells[0][1].Value, 12);
        Assert.Equal(4, matrix.Cells[0][0].Layers);
    }

    [Fact]
    public void Should_Leave_Out_Cells_With_Fewer_Samples_Than_The_Base()
    {
        var (whole, few) = (SevenVectors.Of("a", 1, 2, 3, 9, 12), SevenVectors.Of("b", 3, 1, 4, 9, 12));
        few = few with { Layers = [.. few.Layers.Select(l => l.Layer < 3 ? l : new LayerEffect(l.Layer, new(4, 2, 1, 0), 0))] };

        var cell = SimilarityMatrix.Of([whole, few], SimilarityMeasure.Pearson).Cells[0][1];

        Assert.Equal(3, cell.Layers);
        Assert.Equal(TaskSimilarity.Of([1, 2, 3], [3, 1, 4], SimilarityMeasure.Pearson).Value, cell.Value, 12);
    }

    [Fact]
    public void Should_Call_A_Constant_A_Zero_And_An_Unswept_Vector_Undefined()
    {
        TaskVector[] vectors =
            [SevenVectors.Of("some", 1, 5, 3), SevenVectors.Of("constant", 2, 2, 2), SevenVectors.Of("zero", 0, 0, 0), SevenVectors.Of("none", null, null, null)];

        var pearson = SimilarityMatrix.Of(vectors, SimilarityMeasure.Pearson);
        var cosine = SimilarityMatrix.Of(vectors, SimilarityMeasure.Cosine);

        Assert.Equal([1, double.NaN, double.NaN, double.NaN], pearson.Cells[0].Select(c => Math.Round(c.Value, 9)));
        Assert.Equal(double.NaN, pearson.Cells[1][1].Value);
        Assert.True(cosine.Cells[0][1].Value is > 0.8 and < 1);
        Assert.Equal([double.NaN, double.NaN], cosine.Cells[0].Skip(2).Select(c => c.Value));
        Assert.Equal(0, pearson.Cells[0][3].Layers);
        Assert.Equal([1, 1, 1], pearson.Cluster().Merges.Select(m => m.Height));
    }

    [Fact]
    public void Should_Refuse_Vectors_Of_Two_Models() => Assert.Throws<ArgumentException>(
        () => SimilarityMatrix.Of([SevenVectors.Of("a", 1, 2), SevenVectors.Of("b", 1, 2, 3)], SimilarityMeasure.Cosine));
}
