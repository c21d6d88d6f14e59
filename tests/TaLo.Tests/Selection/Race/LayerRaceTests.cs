using TaLo.Selection;
using TaLo.Selection.Race;
using TaLo.Statistics;

namespace TaLo.Tests.Selection.Race;

public class LayerRaceTests
{
    private static readonly OutcomeTable Table = Tables.Simulated(Scenario.Helped, 120, 5, layers: 16);

    [Fact]
    public void Should_Never_Ask_A_Dropped_Candidate_Again_And_Always_The_Base()
    {
        var asked = new Recorded(Table);

        var result = Run(asked, new RaceOptions());

        Assert.True(result.Dropped > 0);
        Assert.All(asked.Asked.Zip(asked.Asked.Skip(1)), p => Assert.Subset(p.First.Knockouts.ToHashSet(), p.Second.Knockouts.ToHashSet()));
        // An answer always holds the base model's outcome: one pass for each sample besides those of the candidates.
        Assert.Equal(asked.Asked.Sum(a => 1 + a.Knockouts.Length), result.Passes);
        foreach (var standing in result.Standings)
            Assert.Equal(standing.Counts.Samples, asked.Asked.Count(a => a.Knockouts.Contains(standing.Knockout)));
    }

    [Fact]
    public void Should_Ask_And_Answer_The_Same_Every_Time()
    {
        var (one, other) = (new Recorded(Table), new Recorded(Table));

        var (a, b) = (Run(one, new RaceOptions()), Run(other, new RaceOptions()));

        Assert.Equal(one.Text(), other.Text());
        Assert.Equal(a.Asked, b.Asked);
        Assert.Equal((a.Chosen, a.Leader, a.Passes), (b.Chosen, b.Leader, b.Passes));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(100)]
    public void Should_Make_No_More_Passes_Than_The_Budget(int passes)
    {
        var result = Run(new Recorded(Table), new RaceOptions { MaxPasses = passes });

        Assert.InRange(result.Passes, 0, passes);
        Assert.Equal(RaceEnd.Budget, result.End);
        // An answer at any time: the leader of what was asked.
        Assert.Equal(passes >= 16, result.Leader is not null);
    }

    [Fact]
    public void Should_Ask_Nothing_Where_There_Is_No_Time()
    {
        var result = Run(new Recorded(Table), new RaceOptions { MaxTime = TimeSpan.Zero });
        Assert.Equal((RaceEnd.Budget, 0, null), (result.End, result.Passes, result.Chosen));
    }

    [Fact]
    public void Should_Drop_A_Layer_That_Destroys_The_Model_After_One_Block()
    {
        var table = Tables.ByHand(80, 6, (s, layer) => layer == 2 ? -9 : s % 5 - 0.5);
        var result = Run(new Recorded(table), new RaceOptions());
        Assert.Equal(4, result.Standings.Single(s => s.Knockout.Layer == 2).Counts.Samples);
    }

    [Fact]
    public void Should_Pass_Over_Samples_That_Cannot_Be_Used()
    {
        var result = Run(new Recorded(Table, 3, 4, 5), new RaceOptions { Patience = 0 });
        Assert.Empty(result.Asked.Intersect([3, 4, 5]));
        Assert.Equal((RaceEnd.AllAsked, 57), (result.End, result.Asked.Count));
        Assert.Equal(result.FullPasses, result.Passes);
    }

    private static RaceResult Run(Recorded questions, RaceOptions options) =>
        new LayerRace(new RobustProtocol(), options).Run(
            questions, [.. Enumerable.Range(0, 60)], [.. questions.Candidates],
            SeededRandom.For(0, "race"));
}
