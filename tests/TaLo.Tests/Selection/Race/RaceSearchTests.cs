using TaLo.Models;
using TaLo.Selection;
using TaLo.Selection.Protocols;
using TaLo.Selection.Race;
using TaLo.Simulation;

namespace TaLo.Tests.Selection.Race;

public class RaceSearchTests
{
    [Theory]
    [InlineData(Scenario.Helped, 7)]
    [InlineData(Scenario.Helped, 8)]
    [InlineData(Scenario.HarmfulNull, 9)]
    public void Should_Equal_The_Full_Decision_Where_Nothing_Is_Dropped(Scenario scenario, long seed)
    {
        var table = Tables.Simulated(scenario, 120, seed, layers: 12);

        var decision = Race(table, new RaceOptions { Patience = 0 }, out _);

        var full = new RobustProtocol().Decide(table);
        Assert.Equal((full.Verdict, full.Chosen), (decision.Verdict, decision.Chosen));
        Assert.Equal(full.Pool, decision.Pool);
        Assert.Equal(full.Evaluation, decision.Evaluation);
        Assert.Equal(full.Rounds[0].Samples, decision.Rounds[0].Samples);
        Assert.Equal((full.Rounds[0].BaseCorrect, full.HeldOut), (decision.Rounds[0].BaseCorrect, decision.HeldOut));
        Assert.Equal(full.Evidence, decision.Evidence);
        Assert.StartsWith(full.Reason, decision.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Find_A_Strong_Layer_With_Few_Passes_And_Judge_It_Alone()
    {
        var table = Tables.ByHand(100, 12, (s, layer) => layer == 4 && s % 3 > 0 ? 1.5 : (s + Math.Max(0, layer) * s / 7) % 2 * 2 - 1.1);

        var decision = Race(table, new RaceOptions(), out var asked);

        Assert.Equal(new Knockout(4, Module.Attention), decision.Chosen);
        Assert.Equal(50, decision.HeldOut!.Counts.Samples);
        Assert.All(asked.Asked[^50..], a => Assert.Equal([new Knockout(4, Module.Attention)], a.Knockouts));
        Assert.InRange(asked.Asked[..^50].Sum(a => a.Knockouts.Length), 50, 50 * 11 / 2);
        Assert.Contains("passes", decision.Reason);
    }

    [Fact]
    public void Should_Skip_A_Task_Of_One_Sample_And_Bypass_Nothing_Without_Candidates()
    {
        Assert.Equal(Verdict.Skipped, Race(Tables.ByHand(1, 3, (_, _) => 1), new RaceOptions(), out _).Verdict);
        Assert.Equal(Verdict.None, Race(Tables.ByHand(40, 1, (_, _) => 1), new RaceOptions(), out _).Verdict);
    }

    private static Decision Race(OutcomeTable table, RaceOptions options, out Recorded asked)
    {
        asked = new Recorded(table);
        return new RaceSearch(new RobustProtocol(), options).Decide(
            table.Task, table.Samples, table.Strata, [.. asked.Candidates], asked);
    }
}
