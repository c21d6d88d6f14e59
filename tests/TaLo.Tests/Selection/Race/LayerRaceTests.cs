using TaLo.Selection;
using TaLo.Selection.Protocols;
using TaLo.Selection.Race;
using TaLo.Simulation;
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
    public void Should_Drop_A_Layer_That_Destroys_The_Model_After_A_Few_Samples()
    {
        var table = Tables.ByHand(80, 6, (s, layer) => layer == 2 ? -9 : s % 5 - 0.5);
        var result = Run(new Recorded(table), new RaceOptions());
        Assert.InRange(result.Standings.Single(s => s.Knockout.Layer == 2).Counts.Samples, 2, 6);
    }

    [Fact]
    public void Should_Ask_Nothing_Where_No_Answers_Could_Suffice()
    {
        // The exact test of five samples, all of them fixed: p = 0.0625.
        var asked = new Recorded(Table);
        var result = Run(asked, new RaceOptions(), probe: 5);
        Assert.Equal((RaceEnd.TooFew, 0, null), (result.End, result.Passes, result.Chosen));
        Assert.Empty(asked.Asked);
        Assert.Equal(RaceEnd.AllAsked, Run(new Recorded(Table), new RaceOptions { Patience = 0 }, probe: 5).End);
    }

    [Fact]
    public void Should_Stop_As_Soon_As_No_Candidate_Can_Fix_Enough_Samples()
    {
        // Everybody is right on the first three of eight samples: five fixed ones are too few, however it goes on.
        var table = Tables.ByHand(8, 4, (s, layer) => s < 3 || layer == 2 ? 1 : -1);
        var result = Run(new Recorded(table), new RaceOptions { Patience = 1e-12, Spread = 100, Block = 1 }, probe: 8);
        Assert.Equal((RaceEnd.NobodyLeft, 3), (result.End, result.Asked.Count));
        Assert.All(result.Standings, s => Assert.Equal(RaceExit.Accuracy, s.Exit));
    }

    [Fact]
    public void Should_Treat_Equal_Candidates_Alike_And_Name_The_First()
    {
        var margins = Tables.ByHand(60, 9, (s, layer) => layer == 3 && s % 3 > 0 ? 1.5 : (s + Math.Max(0, layer) * s / 7) % 2 * 2 - 1.1);
        var table = Tables.Copy(margins, (s, column) => margins.Margin(s, column == 7 ? 4 : column));
        var result = Run(new Recorded(table), new RaceOptions());
        Assert.Equal(3, result.Chosen?.Layer);
        var (one, other) = (result.Standings.Single(s => s.Knockout.Layer == 3), result.Standings.Single(s => s.Knockout.Layer == 6));
        Assert.Equal(one with { Knockout = other.Knockout }, other);
    }

    [Fact]
    public void Should_Ask_The_Dropped_Where_The_Decision_Hangs_On_Them()
    {
        var (asked, found) = (0, 0);
        for (var seed = 0; seed < 600; seed++)
        {
            var table = Tables.Simulated(Scenario.Helped, 25, seed);
            var questions = new Recorded(table);
            var result = Run(questions, new RaceOptions(), probe: 25);
            if (result.Final is not { } test || result.Dropped == 0 || test.Table.Knockouts.Count < result.Standings.Count)
                continue;
            asked++;
            // Everything has been asked now: the decision of a race that drops nobody, to the last digit.
            var full = Run(new Recorded(table), new RaceOptions { Patience = 0 }, probe: 25);
            Assert.Equal(full.Chosen, result.Chosen);
            Assert.Equal(full.Final!.Score.AdjustedPValues, test.Score.AdjustedPValues);
            Assert.Equal(questions.Asked.Sum(a => 1 + a.Knockouts.Length), result.Passes);
            found += result.Chosen is null ? 0 : 1;
            var limited = Run(new Recorded(table), new RaceOptions { MaxPasses = result.Passes - 1 }, probe: 25);
            Assert.True(limited.Final!.HangsOnDropped && limited.Chosen is null && limited.Passes < result.Passes);
        }

        Assert.True(asked > 0 && found > 0, $"{asked} {found}");
    }

    [Fact]
    public void Should_Pass_Over_Samples_That_Cannot_Be_Used()
    {
        var result = Run(new Recorded(Table, 3, 4, 5), new RaceOptions { Patience = 0 });
        Assert.Empty(result.Asked.Intersect([3, 4, 5]));
        Assert.Equal((RaceEnd.AllAsked, 57), (result.End, result.Asked.Count));
        Assert.Equal(result.FullPasses, result.Passes);
    }

    private static RaceResult Run(Recorded questions, RaceOptions options, int probe = 60) =>
        new LayerRace(new RobustProtocol(), options).Run(
            questions, [.. Enumerable.Range(0, probe)], [.. questions.Candidates],
            SeededRandom.For(0, "race"));
}
