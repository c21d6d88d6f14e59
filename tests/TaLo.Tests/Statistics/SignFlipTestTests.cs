using CsCheck;
using TaLo.Statistics;

namespace TaLo.Tests.Statistics;

public class SignFlipTestTests
{
    [Fact]
    public void Should_Agree_With_All_Flips_Counted_One_By_One() =>
        (from n in Gen.Int[1, 8]
         from c in Gen.Int[1, 40]
         from values in Gen.Int[-50, 50].Select(v => v / 32.0).Array[n * c]
         select (n, c, values)).Sample((n, columns, values) =>
            {
                var (alone, adjusted) = Test(values, n, columns).PValues(1000, new SeededRandom(1));
                var statistics = Enumerable.Range(0, 1 << n).Select(flip => Statistics(values, n, columns, flip)).ToList();
                for (var c = 0; c < columns; c++)
                {
                    var observed = statistics[0][c] - 1e-5;
                    Assert.Equal(statistics.Count(s => s[c] >= observed) / (double)(1 << n), alone[c], 12);
                    Assert.Equal(statistics.Count(s => s.Max() >= observed) / (double)(1 << n), adjusted[c], 12);
                }
            }, iter: 60);

    [Fact]
    public void Should_Say_The_Same_As_Soon_As_It_Is_Certain() =>
        (from n in Gen.Int[0, 70]
         from c in Gen.Int[1, 9]
         from level in Gen.Double[0, 1]
         from values in Gen.Double[-1, 2].Array[n * c]
         select (n, c, level, values)).Sample((n, columns, level, values) =>
            {
                var (_, adjusted) = Test(values, n, columns).PValues(200, new SeededRandom(5));
                for (var c = 0; c < columns; c++)
                    Assert.Equal(adjusted[c] <= level, Test(values, n, columns).IsSignificant(c, level, 200, new SeededRandom(5)));
            }, iter: 60);

    [Fact]
    public void Should_Find_Nothing_Where_Nothing_Changes() =>
        Assert.Equal(1, Test(new double[12], 6, 2).PValues(100, new SeededRandom(1)).Adjusted[1]);

    private static SignFlipTest Test(double[] values, int samples, int columns)
    {
        var stride = SignedSums.Stride(columns);
        var changes = new float[samples * stride];
        for (var i = 0; i < values.Length; i++)
            changes[i / columns * stride + i % columns] = (float)values[i];
        return new SignFlipTest(changes, samples, columns);
    }

    private static double[] Statistics(double[] values, int samples, int columns, int flip) =>
        [.. Enumerable.Range(0, columns).Select(c =>
        {
            var own = Enumerable.Range(0, samples).Select(s => (flip >> s & 1) == 0 ? values[s * columns + c] : -values[s * columns + c]).ToList();
            var length = Math.Sqrt(own.Sum(v => v * v));
            return length > 0 ? own.Sum() / length : 0;
        })];
}
