using TaLo.Selection;
using TaLo.Selection.Race;

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
        var row = new RaceStudy(new RobustProtocol(), new RaceOptions { MaxPasses = passes }).Run(scenario, samples, tasks);
        // At most 5 % of the tasks, and three standard errors for the simulation's own luck.
        Assert.InRange(row.Named, 0, 0.05 + 3 * Math.Sqrt(0.05 * 0.95 / tasks));
    }

    [Fact]
    public void Should_Save_Three_Passes_Of_Four_And_Decide_The_Same()
    {
        var row = new RaceStudy(new RobustProtocol(), new RaceOptions()).Run(Scenario.Mixture, 150, 100);
        Assert.True(row.Saved >= 4, $"{row}");
        Assert.True(row.Equal >= 0.95, $"{row}");
    }

    [Fact]
    public void Should_Equal_The_Full_Sweep_Where_Nothing_Is_Dropped()
    {
        var row = new RaceStudy(new RobustProtocol(), new RaceOptions { Patience = 0 }).Run(Scenario.Mixture, 100, 40);
        Assert.Equal((1.0, 1.0, 1.0, 1.0), (row.Saved, row.Same, row.Equal, row.LeaderEqual));
    }
}
