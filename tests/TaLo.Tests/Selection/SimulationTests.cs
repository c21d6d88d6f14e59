using TaLo.Simulation;
using TaLo.Statistics;

namespace TaLo.Tests.Selection;

public class SimulationTests
{
    private const int Tasks = 250;

    [Theory]
    [InlineData(Scenario.FlatNull, 10)]
    [InlineData(Scenario.FlatNull, 50)]
    [InlineData(Scenario.FlatNull, 200)]
    [InlineData(Scenario.HarmfulNull, 200)]
    [InlineData(Scenario.SharedNull, 50)]
    [InlineData(Scenario.SharedNull, 200)]
    public void Should_Seldom_Name_A_Layer_Where_None_Helps(Scenario scenario, int samples)
    {
        // At most 5 % of the tasks, and three standard errors for the simulation's own luck.
        var bound = 0.05 + 3 * Math.Sqrt(0.05 * 0.95 / Tasks);
        Assert.All(
            SimulationStudy.Default.Run(scenario, samples, Tasks).Where(r => r.Protocol != "paper"),
            r => Assert.InRange(r.Named, 0, bound));
    }

    [Fact]
    public void Should_Name_A_Layer_Too_Often_Where_Clusters_Are_Ignored() =>
        Assert.InRange(Assert.Single(SimulationStudy.IgnoringClusters.Run(Scenario.SharedNull, 200, Tasks)).Named, 0.1, 1);

    [Theory]
    [InlineData(10)]
    [InlineData(50)]
    [InlineData(200)]
    public void Should_Gain_At_Least_As_Much_As_Paper_And_Harm_A_Third_As_Often(int samples)
    {
        var rows = SimulationStudy.Default.Run(Scenario.Mixture, samples, Tasks);
        foreach (var robust in rows.Skip(1))
        {
            Assert.True(robust.HeldOutGain >= rows[0].HeldOutGain, $"{robust}");
            Assert.True(robust.Harmed <= rows[0].Harmed / 3, $"{robust}");
        }
    }

    [Fact]
    public void Should_Simulate_The_Effects_It_Claims()
    {
        var task = new TaskSimulator(8).Make(Scenario.Helped, 20_000, SeededRandom.For(1, "effects"));
        var all = Enumerable.Range(0, 20_000).ToArray();
        for (var c = 0; c < task.Effects.Count; c++)
            Assert.Equal(task.Effects[c], task.Table.Compare(c, all).Difference, 0.012);
        Assert.Single(task.Effects, e => e > 0);
    }

    [Fact]
    public void Should_Give_Equal_Rows_For_Equal_Seeds()
    {
        var (a, b) = (SimulationStudy.Default.Run(Scenario.Mixture, 30, 20), SimulationStudy.Default.Run(Scenario.Mixture, 30, 20));
        Assert.Equal(a, b);
        Assert.Contains("| mixture | 30 | paper |", SimulationTable.Markdown(a));
    }
}
