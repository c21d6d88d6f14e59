using TaLo.Statistics;

namespace TaLo.Tests.Statistics;

public class IntervalsTests
{
    // Newcombe 1998, "Two-sided confidence intervals for the single proportion", table I, method 3.
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0.0000, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void Should_Agree_With_Newcombe_1998_On_Wilson(int right, int samples, double lower, double upper)
    {
        var interval = Intervals.Wilson(right, samples);
        Assert.Equal(lower, interval.Lower, 4);
        Assert.Equal(upper, interval.Upper, 4);
    }

    // Fagerland, Lydersen and Laake 2014, airway hyper-responsiveness (1 against 7 of 21): Bonett-Price -0.508 to -0.013.
    [Fact]
    public void Should_Agree_With_Fagerland_2014_On_Bonett_And_Price()
    {
        var interval = Intervals.PairedDifference(1, 7, 21);
        Assert.Equal(-0.508, interval.Lower, 3);
        Assert.Equal(-0.013, interval.Upper, 3);
    }

    [Fact]
    public void Should_Be_None_Without_Samples()
    {
        Assert.Equal(Interval.None, Intervals.Wilson(0, 0));
        Assert.Equal(Interval.None, Intervals.PairedDifference(0, 0, 0));
        Assert.Equal(Interval.None, Bootstrap.Mean([1.0], 0));
    }

    [Fact]
    public void Should_Stay_Within_The_Possible()
    {
        Assert.Equal((0.0, 1.0), (Intervals.Wilson(0, 1).Lower, Intervals.Wilson(1, 1).Upper));
        Assert.InRange(Intervals.PairedDifference(3, 0, 3).Upper, 0, 1);
        Assert.InRange(Intervals.PairedDifference(0, 3, 3).Lower, -1, 0);
    }
}
