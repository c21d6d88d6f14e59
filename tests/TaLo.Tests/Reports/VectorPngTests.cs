using TaLo.Models;
using TaLo.Reports.Figures;
using TaLo.Tests.Vectors;
using TaLo.Vectors;

namespace TaLo.Tests.Reports;

public class VectorPngTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 6)]
    [InlineData(2, 32)]
    [InlineData(50, 80)]
    public void Should_Draw_A_Heat_Map_Of_Any_Size(int tasks, int layers)
    {
        var picture = new Picture(VectorPng.HeatMap(SomeReport.Vectors(tasks, layers), "a title"));

        Assert.True(picture.Colours > 10);
        Assert.True(picture.Ink(0, 0.2, 0.31, 0.9) > 40, "task names");
        Assert.True(picture.Ink(0.2, 0, 0.8, 0.2) > 40, "title");
        Assert.True(picture.Width < 4000 && picture.Height < 4000);
    }

    [Fact]
    public void Should_Draw_No_Text_That_Is_Not_Asked_For()
    {
        var deltas = Enumerable.Range(-10, 20).Cast<int?>().ToArray();
        var named = new Picture(VectorPng.HeatMap([SevenVectors.Of("OCR", deltas)]));
        var blank = new Picture(VectorPng.HeatMap([SevenVectors.Of(" ", deltas)]));

        // Proves that the ink that the other tests count is the names' text.
        Assert.True(named.Ink(0, 0.1, 0.25, 0.7) > 40);
        Assert.Equal(0, blank.Ink(0, 0.1, 0.25, 0.7));
    }

    [Fact]
    public void Should_Mark_What_Is_More_Than_Luck_And_What_Has_Few_Samples()
    {
        var luck = SevenVectors.Of("OCR", 30, 30, 30, 30);
        var sure = luck with { Layers = [.. luck.Layers.Select(l => l with { HolmPValue = 0.001 })] };
        var few = luck with { Samples = 1001 };

        var (plain, dotted, crossed) = (Ink(luck), Ink(sure), Ink(few));

        Assert.True(dotted > plain + 100 && crossed > plain + 100, $"{plain} {dotted} {crossed}");
        Assert.NotEqual(VectorPng.LayerBars(luck), VectorPng.LayerBars(sure));
        Assert.NotEqual(VectorPng.LayerBars(luck), VectorPng.LayerBars(few));

        static int Ink(TaskVector vector) => new Picture(VectorPng.HeatMap([vector], "")).Ink(0, 0, 1, 1);
    }

    [Theory]
    [InlineData(1, SimilarityMeasure.Pearson)]
    [InlineData(6, SimilarityMeasure.Cosine)]
    [InlineData(50, SimilarityMeasure.Pearson)]
    public void Should_Draw_Similarities(int tasks, SimilarityMeasure measure)
    {
        var picture = new Picture(VectorPng.Similarity(SomeReport.Vectors(tasks, 12), "Similarity", measure));

        Assert.True(picture.Colours > 10);
        Assert.True(picture.Ink(0, 0.2, 0.31, 0.9) > 40);
    }

    [Fact]
    public void Should_Draw_Bars_For_Layers()
    {
        var layers = new Picture(VectorPng.LayerBars(SomeReport.Vectors(2, 28)[1]));

        Assert.True(layers.Colours > 10);
        Assert.True(layers.Ink(0.1, 0, 0.9, 0.08) > 40);
    }

    [Fact]
    public void Should_Draw_What_Has_No_Figures()
    {
        var unswept = SevenVectors.Of("unswept", null, null);

        Assert.All(
            [VectorPng.HeatMap([unswept]), VectorPng.Similarity([unswept]), VectorPng.LayerBars(unswept)],
            png => Assert.NotEmpty(png));
        Assert.Throws<ArgumentException>(() => VectorPng.HeatMap([]));
        Assert.Throws<ArgumentException>(() => VectorPng.Similarity([]));
        Assert.Throws<ArgumentException>(() => VectorPng.LayerBars(new TaskVector("t", null, Module.Attention, 0, 0, [])));
    }
}
