using TaLo.Models;
using TaLo.Selection;
using TaLo.Selection.Protocols;

namespace TaLo.Tests.Selection;

public class PaperProtocolTests
{
    [Fact]
    public void Should_Choose_The_Best_Gain_And_Judge_It_Outside_The_Pool()
    {
        var decision = new PaperProtocol().Decide(Tables.ByHand(120, 4, (_, layer) => layer == 2 ? 1 : -1));

        Assert.Equal((Verdict.Chosen, new Knockout(2, Module.Attention)), (decision.Verdict, decision.Chosen));
        Assert.Equal((40, 80), (decision.Pool.Count, decision.Evaluation.Count));
        var round = Assert.Single(decision.Rounds);
        Assert.Equal((10, 0), (round.Samples.Count, round.BaseCorrect));
        Assert.Equal([0, 10, 0], round.Gains.Select(g => g.Gain));
        Assert.Equal((0.0, 1.0, 80), (decision.HeldOut!.Counts.BaseAccuracy, decision.HeldOut.Counts.AdaptedAccuracy, decision.HeldOut.Counts.Fixed));
    }

    [Fact]
    public void Should_Take_The_Lowest_Layer_Among_Equals() =>
        Assert.Equal(2, new PaperProtocol().Decide(Tables.ByHand(30, 5, (_, layer) => layer >= 2 ? 1 : -1)).Chosen?.Layer);

    [Fact]
    public void Should_Never_Choose_Layer_0()
    {
        var decision = new PaperProtocol().Decide(Tables.ByHand(30, 3, (_, layer) => layer == 0 ? 1 : -1));
        Assert.Equal((Verdict.None, null), (decision.Verdict, decision.Chosen));
        Assert.DoesNotContain(decision.Evidence, e => e.Knockout.Layer == 0);
    }

    [Fact]
    public void Should_Try_No_Other_Module_Than_Attention()
    {
        var table = new OutcomeTable(
            "hand", [.. Enumerable.Range(0, 9).Select(s => $"{s}")], new string?[9],
            [new(1, Module.Attention), new(1, Module.Ffn)], Right(9, 2), Margins(9, 2));

        Assert.Null(new PaperProtocol(3).Decide(table).Chosen);

        static bool[,] Right(int samples, int column)
        {
            var cells = new bool[samples, 3];
            for (var s = 0; s < samples; s++)
                cells[s, column] = true;
            return cells;
        }

        static double[,] Margins(int samples, int column) => new double[samples, column + 1];
    }

    [Fact]
    public void Should_Draw_Again_Where_Nothing_Gains_Until_Fewer_Than_The_Shots_Are_Left()
    {
        // Pool 40: 10, then 10 + 0 + 1, then 10 + 1 + 1; 7 are left.
        var decision = new PaperProtocol().Decide(Tables.ByHand(200, 3, (_, _) => -1));
        Assert.Equal(Verdict.None, decision.Verdict);
        Assert.Equal([10, 11, 12], decision.Rounds.Select(r => r.Samples.Count));
        Assert.Equal(33, decision.Rounds.SelectMany(r => r.Samples).Distinct().Count());
        Assert.Empty(decision.Rounds.SelectMany(r => r.Samples).Except(decision.Pool));
    }

    [Fact]
    public void Should_Take_What_Is_Left_For_The_Last_Redraw()
    {
        // Pool 22: 10, then 11 of 12; 1 is left. Pool 20: 10, then the 10 that are left.
        Assert.Equal([10, 11], Rounds(66));
        Assert.Equal([10, 10], Rounds(60));
        Assert.Equal([10], Rounds(57));

        static IEnumerable<int> Rounds(int samples) =>
            new PaperProtocol().Decide(Tables.ByHand(samples, 3, (_, _) => -1)).Rounds.Select(r => r.Samples.Count);
    }

    [Fact]
    public void Should_Draw_Again_Where_The_Base_Model_Is_Perfect()
    {
        var decision = new PaperProtocol().Decide(Tables.ByHand(200, 3, (_, _) => 1));
        Assert.Equal([10, 10, 11], decision.Rounds.Select(r => r.Samples.Count));
        Assert.Empty(decision.Rounds[0].Gains);
        Assert.Equal(2, decision.Rounds[1].Gains.Count);
        Assert.Equal(Verdict.None, decision.Verdict);
        // With a pool of 19 there is nothing to draw from: the perfect base model goes on.
        Assert.Equal(2, Assert.Single(new PaperProtocol().Decide(Tables.ByHand(57, 3, (_, _) => 1)).Rounds).Gains.Count);
    }

    [Fact]
    public void Should_Probe_The_Whole_Pool_Where_It_Is_Smaller_Than_The_Shots()
    {
        var decision = new PaperProtocol(10).Decide(Tables.ByHand(12, 3, (_, layer) => layer));
        Assert.Equal([4], decision.Rounds.Select(r => r.Samples.Count));
        Assert.Equal(8, decision.Evaluation.Count);
    }

    [Theory]
    [InlineData(0, 10, "fewer than the 10 to be probed")]
    [InlineData(1, 10, "1 sample is fewer than the 10 to be probed")]
    [InlineData(9, 10, "9 samples are fewer than the 10 to be probed")]
    [InlineData(2, 1, "too few for a probe pool")]
    public void Should_Skip_A_Task_With_Too_Few_Samples(int samples, int shots, string reason)
    {
        var table = Tables.ByHand(samples, 3, (_, _) => 1);
        var decision = new PaperProtocol(shots).Decide(table);
        Assert.Equal((Verdict.Skipped, null), (decision.Verdict, decision.HeldOut));
        Assert.Contains(reason, decision.Reason);
        Assert.True(new PaperProtocol(shots).Choose(table).Skipped);
    }
}
