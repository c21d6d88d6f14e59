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

    // Fagerland, Lydersen and Laake 2014, airway hyper-responsiveness: Tango's interval is -0.517 to -0.026.
    [Fact]
    public void Should_Agree_With_Fagerland_2014_On_Tango()
    {
        var interval = Intervals.PairedDifference(1, 7, 21);
        Assert.Equal(-0.517, interval.Lower, 3);
        Assert.Equal(-0.026, interval.Upper, 3);
        Assert.Equal(new Interval(-interval.Upper, -interval.Lower), Intervals.PairedDifference(7, 1, 21));
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
        Assert.Equal(1, Intervals.PairedDifference(3, 0, 3).Upper);
        Assert.Equal(-1, Intervals.PairedDifference(0, 3, 3).Lower);
        var none = Intervals.PairedDifference(0, 0, 30);
        Assert.InRange(none.Upper, 0.05, 0.15);
        Assert.Equal(-none.Upper, none.Lower);
    }
}
