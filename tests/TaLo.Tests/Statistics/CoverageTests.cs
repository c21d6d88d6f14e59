using TaLo.Statistics;

namespace TaLo.Tests.Statistics;

/// <summary>How often 95 % intervals hold the truth: within one point, besides the simulation's own luck (three standard errors).</summary>
public class CoverageTests
{
    [Theory]
    [InlineData(30)]
    [InlineData(60)]
    [InlineData(100)]
    public void Should_Cover_The_Mean_Change_Of_Margins_By_Bootstrap(int samples)
    {
        const int Repetitions = 3000;
        var random = SeededRandom.For(1, $"margins {samples}");
        var values = new double[samples];
        var held = 0;
        for (var r = 0; r < Repetitions; r++)
        {
            // Spread differs between samples, as margins do.
            for (var i = 0; i < samples; i++)
                values[i] = 0.3 + Math.Exp(0.3 * random.Gaussian()) * random.Gaussian();
            held += Bootstrap.Mean(values, r, 500).Contains(0.3) ? 1 : 0;
        }

        Assert.InRange((double)held / Repetitions, 0.94 - Luck(Repetitions), 0.96 + Luck(Repetitions));
    }

    [Theory]
    [InlineData(30)]
    [InlineData(60)]
    [InlineData(100)]
    [InlineData(200)]
    public void Should_Cover_The_Paired_Difference_Of_Accuracies(int samples)
    {
        const int Repetitions = 20_000;
        var random = SeededRandom.For(2, $"accuracies {samples}");
        var held = 0;
        for (var r = 0; r < Repetitions; r++)
        {
            // Any layer: 8 to 25 of 100 answers change, for better or worse.
            var changed = 0.08 + 0.17 * random.Uniform();
            var better = changed * (0.2 + 0.5 * random.Uniform());
            var (repaired, broken) = (0, 0);
            for (var i = 0; i < samples; i++)
            {
                var u = random.Uniform();
                repaired += u < better ? 1 : 0;
                broken += u >= better && u < changed ? 1 : 0;
            }

            held += Intervals.PairedDifference(repaired, broken, samples).Contains(2 * better - changed) ? 1 : 0;
        }

        Assert.InRange((double)held / Repetitions, 0.94 - Luck(Repetitions), 0.96 + Luck(Repetitions));
    }

    private static double Luck(int repetitions) => 3 * Math.Sqrt(0.05 * 0.95 / repetitions);
}
