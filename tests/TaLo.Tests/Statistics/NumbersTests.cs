using TaLo.Statistics;

namespace TaLo.Tests.Statistics;

public class NumbersTests
{
    [Theory]
    [InlineData(0.0501, "0.0501")]                                       // not 0.050, which would be evidence
    [InlineData(0.0500001, "0.0501")]
    [InlineData(0.05, "0.050")]
    [InlineData(0.0496, "0.050")]
    [InlineData(0.0506, "0.051")]
    [InlineData(0.0009, "<0.001")]
    [InlineData(1, "1.000")]
    [InlineData(double.NaN, "-")]
    public void Should_Write_A_P_Value_On_Its_Side_Of_The_Level(double p, string expected) => Assert.Equal(expected, Numbers.P(p));
}
