using CsCheck;
using TaLo.Statistics;

namespace TaLo.Tests.Statistics;

public class MultipleTestingTests
{
    // The fifteen p-values of Benjamini and Hochberg 1995, table 1: at 0.05 their procedure rejects four.
    private static readonly double[] Hochberg1995 =
    [
        0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528,
        0.7590, 1.0000,
    ];

    [Fact]
    public void Should_Reject_What_Benjamini_And_Hochberg_1995_Reject() =>
        Assert.Equal(4, MultipleTesting.BenjaminiHochberg(Hochberg1995).Count(p => p <= 0.05));

    [Fact]
    public void Should_Reject_With_Holm_What_Bonferroni_Rejects_In_Benjamini_And_Hochberg_1995() =>
        Assert.Equal(3, MultipleTesting.Holm(Hochberg1995).Count(p => p <= 0.05));

    // By hand from the definitions; R 4's p.adjust gives the same.
    [Fact]
    public void Should_Adjust_Step_By_Step()
    {
        double[] p = [0.03, 0.01, 0.05, 0.02, 0.04];
        Close([0.09, 0.05, 0.09, 0.08, 0.09], MultipleTesting.Holm(p));
        Close([0.05, 0.05, 0.05, 0.05, 0.05], MultipleTesting.BenjaminiHochberg(p));
        Close([0.03, 0.6, 0.9], MultipleTesting.Holm([0.01, 0.3, 0.9]));
        Close([0.03, 0.45, 0.9], MultipleTesting.BenjaminiHochberg([0.01, 0.3, 0.9]));
    }

    [Fact]
    public void Should_Keep_Order_And_Bounds() => Gen.Double[0, 1].Array[0, 40].Sample(p =>
    {
        var (holm, rate) = (MultipleTesting.Holm(p), MultipleTesting.BenjaminiHochberg(p));
        for (var i = 0; i < p.Length; i++)
        {
            Assert.InRange(rate[i], p[i], 1);
            Assert.InRange(holm[i], p[i], 1);
            Assert.True(holm[i] >= rate[i] - 1e-12);
            for (var j = 0; j < p.Length; j++)
            {
                if (p[i] <= p[j])
                    Assert.True(holm[i] <= holm[j] && rate[i] <= rate[j]);
            }
        }
    });

    [Fact]
    public void Should_Refuse_What_Is_No_Probability()
    {
        Assert.Throws<ArgumentException>(() => MultipleTesting.Holm([0.5, double.NaN]));
        Assert.Throws<ArgumentException>(() => MultipleTesting.BenjaminiHochberg([1.1]));
        Assert.Empty(MultipleTesting.Holm([]));
    }

    private static void Close(double[] expected, IReadOnlyList<double> actual) =>
        Assert.All(expected.Zip(actual), p => Assert.Equal(p.First, p.Second, 12));
}
