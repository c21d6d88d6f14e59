using TaLo.Models;
using TaLo.Scoring;
using TaLo.Statistics;
using TaLo.Tests.Storage;
using TaLo.Vectors;

namespace TaLo.Tests.Vectors;

/// <summary>Two sweeps' vectors against each other, and against the noise of few samples.</summary>
public sealed class VectorComparisonTests
{
    private const int Layers = 8;

    [Fact]
    public void Should_Lay_Layers_Over_Each_Other_By_Their_Depth()
    {
        double[] seven = [0, 1, 4, 9, 16, 25, 36];
        Assert.Equal([0, 4, 16, 36], RelativeDepth.Resample(seven, 4));
        Assert.Equal([0, 2.5, 9, 20.5, 36], RelativeDepth.Resample(seven, 5));
        Assert.Equal([0], RelativeDepth.Resample(seven, 1));
        Assert.Equal(seven, RelativeDepth.Resample(seven, 7));
        Assert.Equal([0, double.NaN, 2], RelativeDepth.Resample([0, double.NaN, 1, 2], 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => RelativeDepth.Resample(seven, 8));
    }

    [Fact]
    public void Should_Agree_With_Itself_As_With_Its_Equal()
    {
        var passes = Passes(60, layer => layer == 5 ? 0.3 : 0, "noise of one");
        var halves = Compare(passes, passes).Halves;
        Assert.Equal(50, halves.Splits);
        Assert.Equal(halves.First, halves.Second);
        Assert.Equal(halves.First.Pearson, halves.Across.Pearson, 12);
        Assert.Equal(halves.First.SameTop, halves.Across.SameTop);
    }

    [Fact]
    public void Should_Tell_A_True_Difference_From_Noise()
    {
        var one = Passes(400, layer => layer == 5 ? 0.5 : layer == 0 ? -0.5 : 0, "one");
        var same = Compare(one, Passes(400, layer => layer == 5 ? 0.5 : layer == 0 ? -0.5 : 0, "another draw"));
        Assert.True(same.Pearson > 0.9 && same.Halves.Across.Pearson > 0.9 && same.Halves.Across.SameTop > 0.95, $"{same.Halves}");
        Assert.Equal((5, 5), (same.FirstTop!.Layer, same.SecondTop!.Layer));

        var moved = Compare(one, Passes(400, layer => layer == 2 ? 0.5 : layer == 7 ? -0.5 : 0, "one"));
        Assert.True(moved.Halves.First.Pearson > 0.9 && moved.Halves.Across.Pearson < 0.3 && moved.Halves.Across.SameTop == 0, $"{moved.Halves}");
        Assert.Equal((5, 2), (moved.FirstTop!.Layer, moved.SecondTop!.Layer));

        var nothing = Compare(Passes(400, _ => 0, "one"), Passes(400, _ => 0, "another"));
        Assert.True(Math.Abs(nothing.Halves.First.Pearson) < 0.35, $"{nothing.Halves}");
    }

    // Each cluster is one answer given ten times: halved sample by sample, a vector of nothing would seem to agree with itself.
    [Fact]
    public void Should_Keep_Clusters_Together()
    {
        var few = Passes(20, _ => 0, "clusters");
        List<ScoredPass> copied = [.. few.SelectMany(p => Enumerable.Range(0, 10).Select(copy => p with { Index = $"{p.Index}-{copy}", Cluster = p.Index }))];
        var halves = Compare(copied, copied).Halves.First.Pearson;
        Assert.Equal(Compare(few, few).Halves.First.Pearson, halves, 0.15);
        var apart = Compare([.. copied.Select(p => p with { Cluster = null })], [.. copied.Select(p => p with { Cluster = null })]).Halves.First.Pearson;
        Assert.True(apart > halves + 0.4, $"{apart} {halves}");
    }

    [Fact]
    public void Should_Compare_Models_Of_Other_Depth_Only_Where_That_Is_Asked_For()
    {
        var (eight, four) = (Passes(200, layer => layer == 7 ? 0.6 : 0, "deep"), Passes(200, layer => layer == 3 ? 0.6 : 0, "flat", layers: 4));
        var refused = Compare(eight, four, otherLayers: 4);
        Assert.Equal((true, 0), (refused.DifferInDepth, refused.Layers));
        Assert.True(double.IsNaN(refused.Pearson) && double.IsNaN(refused.Halves.Across.Pearson) && refused.Halves.Second.Pearson > 0.9);
        var compared = Compare(eight, four, otherLayers: 4, byDepth: true);
        Assert.Equal(4, compared.Layers);
        Assert.True(compared.Pearson > 0.9 && compared.Halves.Across.Pearson > 0.9 && double.IsNaN(compared.Halves.Across.SameTop), $"{compared}");
    }

    private static VectorComparison Compare(IReadOnlyList<ScoredPass> one, IReadOnlyList<ScoredPass> two, int otherLayers = Layers, bool byDepth = false) => VectorComparison.Of(
        Assert.Single(TaskVectors.From(one, Layers)), Assert.Single(TaskVectors.From(two, otherLayers)), (one, two), byDepth, splits: 50, seed: 0);

    /// <summary>A base model that is right half of the time, and knockouts that each change some answers by chance and others on purpose.</summary>
    private static List<ScoredPass> Passes(int samples, Func<int, double> effect, string draw, int layers = Layers)
    {
        var random = SeededRandom.For(1, draw);
        var passes = new List<ScoredPass>();
        for (var sample = 0; sample < samples; sample++)
        {
            var right = sample % 2 == 0;
            passes.Add(Pass(sample, null, right));
            for (var layer = 0; layer < layers; layer++)
            {
                var turned = random.Uniform() < 0.2 ? !right : right;
                var pushed = effect(layer) is var e && random.Uniform() < Math.Abs(2 * e) ? e > 0 : turned;
                passes.Add(Pass(sample, layer, pushed));
            }
        }

        return passes;
    }

    private static ScoredPass Pass(int sample, int? layer, bool right) => SomeRows.Row(
        "t", $"{sample}", layer is { } l ? new Knockout(l, Module.Attention) : null, right ? [-1, -2, -3] : [-2, -1, -3], 'A');
}
