using TaLo.Models;
using TaLo.Selection;
using TaLo.Selection.Protocols;

namespace TaLo.Tests.Selection;

public class RobustProtocolTests
{
    [Fact]
    public void Should_Name_A_Layer_That_Both_Margin_And_Accuracy_Speak_For()
    {
        var decision = new RobustProtocol().Decide(Tables.ByHand(100, 6, (s, layer) => layer == 4 && s % 3 > 0 ? 1.5 : s % 2 * 2 - 1.1));

        Assert.Equal(new Knockout(4, Module.Attention), decision.Chosen);
        Assert.Equal((50, 50), (decision.Pool.Count, decision.Evaluation.Count));
        var evidence = decision.Evidence.Single(e => e.Knockout == decision.Chosen);
        Assert.InRange(evidence.AdjustedPValue, 0.001, 0.05);
        Assert.InRange(evidence.Counts.PValue, 0, 0.05);
        Assert.StartsWith("attention 4 with +", decision.Reason, StringComparison.Ordinal);
        Assert.True(decision.HeldOut!.Counts.Fixed > 0);
    }

    [Fact]
    public void Should_Never_Write_A_P_Value_Of_Zero()
    {
        var decision = new RobustProtocol().Decide(Tables.ByHand(100, 4, (s, layer) => layer == 2 ? 3 : s % 4 > 0 ? -2 : 2));

        Assert.Equal(2, decision.Chosen!.Value.Layer);
        Assert.Contains("McNemar: p < 0.001", decision.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("p = 0)", decision.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Not_Name_A_Layer_That_Raises_Margins_Alone()
    {
        // Layer 2 makes right answers much surer, and repairs none.
        var decision = new RobustProtocol().Decide(Tables.ByHand(100, 4, (s, layer) => layer == 2 && s % 4 > 0 ? 9 : s % 4 - 0.5));

        Assert.Null(decision.Chosen);
        Assert.InRange(decision.Evidence.Single(e => e.Knockout.Layer == 2).AdjustedPValue, 0, 0.05);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    [InlineData(3, false)]
    public void Should_Correct_The_Accuracy_For_Every_Layer_That_The_Margin_Finds(int others, bool isNamed)
    {
        // Layer 2 repairs six of the probe samples (McNemar: p = 0.031). Like it, others make wrong answers less wrong, and repair none.
        var probe = new RobustProtocol().Choose(Tables.ByHand(100, 8, (_, _) => 1)).Split!.Pool.ToArray();
        var repaired = probe.Where(s => s % 2 == 0).Take(6).ToHashSet();
        var table = Tables.ByHand(100, 8, (s, layer) => s % 2 > 0 ? 1
            : layer == 2 && repaired.Contains(s) ? 1
            : layer == 2 || layer > 7 - others ? -0.4 - s % 3 * 0.05
            : -1 - s % 3 * 0.05);

        var decision = new RobustProtocol().Decide(table);

        Assert.Equal(isNamed, decision.Chosen is not null);
        Assert.Equal(1 + others, decision.Evidence.Count(e => e.AdjustedPValue <= 0.05));
        Assert.Contains(others == 0 ? ": both at most 0.05"
            : $", the margin's must be at most 0.05, McNemar's at most 0.05 / {1 + others}, as the margin finds {1 + others} candidates: no layer", decision.Reason, StringComparison.Ordinal);
        Assert.Equal(isNamed, new RobustProtocol().Choose(table).Column > 0);
    }

    [Fact]
    public void Should_Not_Be_Moved_By_A_Scale_That_Changes_No_Answer()
    {
        var decision = new RobustProtocol().Decide(Tables.ByHand(60, 4, (s, layer) => (layer + 2) * (s % 5 - 1.5)));
        Assert.All(decision.Evidence, e => Assert.Equal(0, e.ScoreChange, 12));
        Assert.Null(decision.Chosen);
    }

    [Fact]
    public void Should_Say_That_A_Tiny_Probe_Set_Cannot_Carry_Evidence()
    {
        var decision = new RobustProtocol().Decide(Tables.ByHand(10, 3, (_, layer) => layer == 1 ? 1 : -1));
        Assert.Null(decision.Chosen);
        Assert.Contains("5 probe samples are too few", decision.Reason);
        Assert.NotNull(new RobustProtocol().Decide(Tables.ByHand(12, 3, (_, layer) => layer == 1 ? 1 : -1)).Chosen);
    }

    [Theory]
    [InlineData(-1.0)]
    [InlineData(1.0)]
    [InlineData(0.0)]
    public void Should_Bypass_Nothing_Where_All_Is_Right_Or_All_Is_Wrong(double margin)
    {
        var decision = new RobustProtocol().Decide(Tables.ByHand(40, 5, (_, _) => margin));
        Assert.Equal(Verdict.None, decision.Verdict);
        Assert.Contains("no candidate is right more often", decision.Reason);
        Assert.Equal(margin > 0 ? 1 : 0, decision.HeldOut!.Counts.AdaptedAccuracy);
    }

    [Fact]
    public void Should_Have_An_Answer_For_No_Sample_One_Sample_And_No_Candidate()
    {
        Assert.Equal(Verdict.Skipped, new RobustProtocol().Decide(Tables.ByHand(0, 3, (_, _) => 1)).Verdict);
        Assert.Equal(Verdict.Skipped, new RobustProtocol().Decide(Tables.ByHand(1, 3, (_, _) => 1)).Verdict);
        Assert.Equal(Verdict.Skipped, new RobustProtocol(Shots: 10).Decide(Tables.ByHand(9, 3, (_, _) => 1)).Verdict);
        Assert.Contains("no candidate", new RobustProtocol().Decide(Tables.ByHand(40, 1, (_, _) => 1)).Reason);
        Assert.Contains("no candidate", new RobustProtocol().Decide(Tables.ByHand(40, 0, (_, _) => 1)).Reason);
    }

    [Fact]
    public void Should_Probe_No_More_Than_The_Shots() =>
        Assert.Equal(7, new RobustProtocol(Shots: 7).Decide(Tables.ByHand(40, 3, (_, _) => 1)).Rounds[0].Samples.Count);
}
