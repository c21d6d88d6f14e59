using TaLo.Selection;
using TaLo.Selection.Evidence;
using TaLo.Selection.Protocols;
using TaLo.Simulation;

namespace TaLo.Tests.Selection;

public class StabilityTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Should_Sum_Up_The_Decisions_Of_The_Seeds_That_Follow(bool paper)
    {
        IProtocol protocol = paper ? new PaperProtocol(Seed: 5) : new RobustProtocol(Seed: 5);
        var table = Tables.Simulated(Scenario.Helped, 120, 2, 8);

        var report = Stability.Of(table, protocol, 15);

        var decisions = Enumerable.Range(5, 15).Select(seed => protocol.WithSeed(seed).Decide(table)).ToList();
        Assert.Equal(decisions.Count(d => d.Chosen is null) / 15.0, report.None, 12);
        Assert.Equal(decisions.Average(d => d.HeldOut!.Counts.Difference), report.HeldOutGain, 12);
        Assert.Equal(decisions.Count(d => d.HeldOut!.Counts.Difference > 0) / 15.0, report.Better, 12);
        Assert.Equal(decisions.Count(d => d.HeldOut!.Counts.Difference < 0) / 15.0, report.Harmed, 12);
        Assert.All(report.Choices, c => Assert.Equal(decisions.Count(d => d.Chosen == c.Knockout) / 15.0, c.Share, 12));
        Assert.Equal(1, report.None + report.Choices.Sum(c => c.Share), 12);
    }

    [Fact]
    public void Should_Find_More_With_More_Shots()
    {
        var curve = Stability.Curve(Tables.Simulated(Scenario.Helped, 300, 3), new RobustProtocol(), [5, 150], 30);
        Assert.Equal([5, 150], curve.Select(c => c.Protocol.Shots!.Value));
        Assert.Equal((1.0, 0.0), (curve[0].None, curve[0].HeldOutGain));
        Assert.True(curve[1].None < 1);
    }

    [Fact]
    public void Should_Say_How_Many_Samples_Could_Be_Probed()
    {
        var table = Tables.Simulated(Scenario.Helped, 100, 3);

        Assert.Equal([20, 33, 33], Stability.Curve(table, new PaperProtocol(), [5, 20, 50], 3).Select(c => c.Pool));
        Assert.Equal([50, 50], Stability.Curve(table, new RobustProtocol(), [5, 50], 3).Select(c => c.Pool));
    }

    [Fact]
    public void Should_Have_No_Redraws_For_A_Task_That_Is_Skipped()
    {
        var report = Stability.Of(Tables.ByHand(4, 3, (_, _) => 1), new PaperProtocol());
        Assert.Equal((0, double.NaN), (report.Redraws, report.None));
    }

    [Fact]
    public void Should_Report_Tasks_In_Their_Order()
    {
        List<OutcomeTable> tables = [.. Enumerable.Range(3, 20).Select(n => Tables.ByHand(n, 3, (_, _) => 1))];
        Assert.Equal(tables.Select(t => Stability.Of(t, new RobustProtocol(), 3).Redraws), Stability.Of(tables, new RobustProtocol(), 3).Select(r => r.Redraws));
    }
}
