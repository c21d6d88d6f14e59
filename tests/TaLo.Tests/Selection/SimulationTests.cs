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
    [InlineData(Scenario.SurerNull, 200)]
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

    [Theory]
    [InlineData(Scenario.FlatNull)]
    [InlineData(Scenario.OneHelps)]
    public void Should_Add_No_Layer_To_A_Set_By_Luck(Scenario scenario)
    {
        var bound = 0.05 + 3 * Math.Sqrt(0.05 * 0.95 / 100);
        Assert.All(
            SetStudy.Run(scenario, 100, 100, maxLayers: 3).Where(r => !r.Protocol.Contains("any", StringComparison.Ordinal)),
            r => Assert.InRange(r.FalseFurther, 0, bound));
    }

    [Fact]
    public void Should_Find_Two_Layers_That_Help_And_Say_The_Same_Again()
    {
        var rows = SetStudy.Run(Scenario.PairHelps, 400, 30, maxLayers: 3);
        Assert.InRange(rows[0].Both, 0.7, 1);
        Assert.InRange(rows[0].Gain, rows[0].FirstGain + 0.05, 0.2);
        Assert.Equal(rows, SetStudy.Run(Scenario.PairHelps, 400, 30, maxLayers: 3));
        Assert.Contains("| two layers help | 400 | robust |", SetStudy.Markdown(rows), StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Simulate_Sets_Whose_Effects_Add_Up()
    {
        var task = new TaskSimulator(8).Make(Scenario.PairHelps, 20_000, SeededRandom.For(1, "pair"));
        var all = Enumerable.Range(0, 20_000).ToArray();
        var helping = Enumerable.Range(1, 8).Where(c => task.Effects[c] > 0).Select(c => task.Table.Knockouts[c - 1]).ToList();
        Assert.Equal(2, helping.Count);
        var on = task.On(helping[0]);
        Assert.Equal(task.Table.Compare(1 + task.Table.Knockouts.ToList().IndexOf(helping[0]), all).AdaptedAccuracy, on.Table.Compare(0, all).BaseAccuracy);
        Assert.DoesNotContain(helping[0], on.Table.Knockouts);
        for (var c = 1; c < on.Table.Columns; c++)
            Assert.Equal(on.Effects[c], on.Table.Compare(c, all).Difference, 0.015);
        Assert.Equal(0.1, on.Effects[1 + on.Table.Knockouts.ToList().IndexOf(helping[1])], 1e-9);
    }
}
