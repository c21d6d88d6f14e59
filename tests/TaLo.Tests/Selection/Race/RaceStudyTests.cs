using TaLo.Selection.Protocols;
using TaLo.Selection.Race;
using TaLo.Simulation;

namespace TaLo.Tests.Selection.Race;

public class RaceStudyTests
{
    [Theory]
    [InlineData(Scenario.FlatNull, 30, null)]
    [InlineData(Scenario.FlatNull, 120, null)]
    [InlineData(Scenario.FlatNull, 120, 400)]
    [InlineData(Scenario.HarmfulNull, 120, null)]
    public void Should_Seldom_Name_A_Layer_Where_None_Helps(Scenario scenario, int samples, int? passes)
    {
        const int tasks = 150;
        var row = new RaceStudy(new RobustProtocol(), new RaceOptions { MaxPasses = passes }).Simulate(scenario, samples, tasks);
        // At most 5 % of the tasks, and three standard errors for the simulation's own luck.
        Assert.InRange(row.Named, 0, 0.05 + 3 * Math.Sqrt(0.05 * 0.95 / tasks));
    }

    [Theory]
    [InlineData(Scenario.FlatNull, 20, 3.5)]
    [InlineData(Scenario.FlatNull, 150, 3)]
    [InlineData(Scenario.Mixture, 50, 4)]
    [InlineData(Scenario.Mixture, 150, 4)]
    public void Should_Save_Three_Passes_Of_Four_And_Decide_The_Same(Scenario scenario, int samples, double saved)
    {
        var row = new RaceStudy(new RobustProtocol(), new RaceOptions()).Simulate(scenario, samples, 200);
        Assert.True(row.Saved >= saved, $"{row}");
        Assert.True(row.Same >= 0.95, $"{row}");
    }

    [Fact]
    public void Should_Find_Most_Of_What_The_Full_Sweep_Finds()
    {
        var row = new RaceStudy(new RobustProtocol(), new RaceOptions()).Simulate(Scenario.Helped, 200, 200);
        Assert.True(row.FullNamed > 0.3 && row.Found >= 0.85 * row.FullNamed, $"{row}");
    }

    [Fact]
    public void Should_Equal_The_Full_Sweep_Where_Nothing_Is_Dropped()
    {
        var row = new RaceStudy(new RobustProtocol(), new RaceOptions { Patience = 0 }).Simulate(Scenario.Mixture, 100, 40);
        Assert.Equal((1.0, 1.0, 1.0, row.FullNamed), (row.Saved, row.Same, row.Equal, row.Found));
        Assert.Equal((row.FullGain, row.FullHarmed), (row.Gain, row.Harmed));
    }

    [Fact]
    public void Should_Replay_A_Recorded_Task_And_Write_A_Line_For_Each_Row()
    {
        var study = new RaceStudy(new RobustProtocol(Seed: 3), new RaceOptions());
        var table = Tables.Simulated(Scenario.Helped, 200, 3);

        var row = study.Replay(table, 10);

        var decisions = Enumerable.Range(3, 10).Select(seed => new RobustProtocol(Seed: seed).Decide(table)).ToList();
        Assert.Equal((10, 200, 100.0 * 32), (row.Races, row.Samples, row.FullPasses));
        Assert.Equal(decisions.Count(d => d.Chosen is not null) / 10.0, row.FullNamed, 12);
        Assert.Equal(decisions.Average(d => d.HeldOut!.Counts.Difference), row.FullGain, 12);
        Assert.Equal(row, study.Replay(table, 10));
        Assert.Contains("| simulated | 200 | 3200 |", RaceTable.Markdown([row]), StringComparison.Ordinal);
    }
}
