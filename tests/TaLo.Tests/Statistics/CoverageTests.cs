using TaLo.Statistics;

namespace TaLo.Tests.Statistics;

/// <summary>How often 95 % intervals hold the truth: within one point, besides the simulation's own luck (three standard errors).</summary>
public class CoverageTests
{
    [Theory]
    [InlineData(30)]
    [InlineData(50)]
    public void Should_Cover_The_Mean_Change_Of_Margins_By_Bootstrap(int samples)
    {
        const int Repetitions = 2000;
        var random = SeededRandom.For(1, $"margins {samples}");
        var values = new double[samples];
        var held = 0;
        for (var r = 0; r < Repetitions; r++)
        {
            // Spread differs between samples, as margins do.
            for (var i = 0; i < samples; i++)
                values[i] = 0.3 + Math.Exp(0.3 * random.Gaussian()) * random.Gaussian();
            held += Bootstrap.Mean(values, r, 400).Contains(0.3) ? 1 : 0;
        }

        Assert.InRange((double)held / Repetitions, 0.94 - Luck(Repetitions), 0.96 + Luck(Repetitions));
    }

    [Theory]
    [InlineData(30, 0.16, 0.5)]
    [InlineData(60, 0.08, 0.5)]
    [InlineData(100, 0.08, 0.5)]
    [InlineData(200, 0.04, 0.5)]
    public void Should_Cover_The_Paired_Difference_Of_Accuracies(int samples, double fewest, double most)
    {
        const int Repetitions = 20_000;
        var covered = Coverage(samples, fewest, most, Repetitions);
        Assert.InRange(covered, 0.94 - Luck(Repetitions), 0.96 + Luck(Repetitions));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(30)]
    public void Should_Err_On_The_Safe_Side_Where_Few_Samples_Change(int samples) =>
        Assert.InRange(Coverage(samples, 0.02, 0.15, 5000), 0.94, 1);

    private static double Coverage(int samples, double fewest, double most, int repetitions)
    {
        var random = SeededRandom.For(2, $"accuracies {samples}");
        var held = 0;
        for (var r = 0; r < repetitions; r++)
        {
            // Any layer: a share of the answers changes, for better or worse.
            var changed = fewest + (most - fewest) * random.Uniform();
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

        return (double)held / repetitions;
    }

    private static double Luck(int repetitions) => 3 * Math.Sqrt(0.05 * 0.95 / repetitions);
}
