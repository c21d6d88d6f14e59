using TaLo.Statistics;

namespace TaLo.Tests.Statistics;

public class McNemarTests
{
    // Fagerland, Lydersen and Laake 2014, airway hyper-responsiveness: exact conditional p = 0.070 (1 against 7).
    // The others: sums of binomial coefficients over 2^n in whole numbers (Python's fractions).
    [Theory]
    [InlineData(1, 7, 0.0703125)]
    [InlineData(86, 150, 3.715936139571442e-05)]
    [InlineData(25, 3, 2.744048833847046e-05)]
    [InlineData(6, 1, 0.125)]
    [InlineData(10, 0, 0.001953125)]
    [InlineData(5, 5, 1)]
    [InlineData(0, 0, 1)]
    public void Should_Agree_With_Fagerland_2014_And_Exact_Fractions(int repaired, int broken, double p)
    {
        Assert.Equal(p, McNemar.TwoSided(repaired, broken), p * 1e-10);
        Assert.Equal(p, McNemar.TwoSided(broken, repaired), p * 1e-10);
    }

    [Theory]
    [InlineData(7, 1, 0.03515625)]
    [InlineData(1, 7, 0.99609375)]
    [InlineData(9, 3, 0.072998046875)]
    [InlineData(0, 4, 1)]
    [InlineData(0, 0, 1)]
    public void Should_Agree_With_Exact_Fractions_On_One_Side(int repaired, int broken, double p) =>
        Assert.Equal(p, McNemar.Greater(repaired, broken), p * 1e-10);

    [Fact]
    public void Should_Refuse_Negative_Counts() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => McNemar.TwoSided(-1, 3));

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.3)]
    public void Should_Know_The_Limits_That_The_Test_Draws(double level)
    {
        var limits = McNemarLimits.Of(60, level);
        for (var repaired = 0; repaired <= 60; repaired++)
        {
            for (var broken = 0; broken + repaired <= 60; broken++)
                Assert.Equal(
                    repaired > broken && McNemar.TwoSided(repaired, broken) <= level,
                    limits.Allow(new PairedComparison(60, 30, repaired, broken)));
        }

        Assert.Equal(-1, McNemarLimits.Of(5, 0.05).MostBroken(5));
        Assert.Equal(0, McNemarLimits.Of(6, 0.05).MostBroken(6));
    }

    /// <summary>Where the p-value of few samples is the level itself, as a group's protocol asks, the last digit must not decide.</summary>
    [Fact]
    public void Should_Allow_What_Comes_To_The_Level_Itself()
    {
        for (var rising = 2; rising <= 1024; rising *= 2)
        {
            var all = (int)Math.Log2(rising) + 1;                             // p of all/0 is 2 / 2^all
            Assert.Equal((0, -1), (McNemarLimits.Of(12, 1.0 / rising).MostBroken(all), McNemarLimits.Of(12, 1.0 / rising).MostBroken(all - 1)));
        }

        Assert.Equal(1, McNemarLimits.Of(6, 1.0 / 8).MostBroken(6));
    }
}
