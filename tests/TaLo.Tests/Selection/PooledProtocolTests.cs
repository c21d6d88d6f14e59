using TaLo.Models;
using TaLo.Selection;
using TaLo.Selection.Protocols;
using TaLo.Simulation;

namespace TaLo.Tests.Selection;

public class PooledProtocolTests
{
    private static readonly Knockout Layer2 = new(2, Module.Attention);

    [Fact]
    public void Should_Name_What_The_Others_Find_And_The_Own_Samples_Confirm()
    {
        // Each task alone has too little: McNemar needs six fixed and none broken.
        var tables = Enumerable.Range(0, 5).Select(t => Weak($"task {t}")).ToList();

        var alone = new RobustProtocol().Decide(tables[0]);
        var decision = Pooled(tables).Decide(tables[0]);

        Assert.Null(alone.Chosen);
        Assert.Equal(Layer2, decision.Chosen);
        Assert.Equal("pooled", decision.Protocol.Name);
        Assert.StartsWith("4 other tasks of the group (80 probe samples): attention 2 (", decision.Reason, StringComparison.Ordinal);
        Assert.Contains("; confirmed on 20 of its own probe samples (", decision.Reason, StringComparison.Ordinal);
        Assert.Equal(Layer2, Assert.Single(decision.Evidence).Knockout);
        Assert.Equal((20, 20), (decision.Pool.Count, decision.Evaluation.Count));
        Assert.Equal(Pooled(tables).Choose(tables[0]).Column, 1 + tables[0].Knockouts.ToList().IndexOf(Layer2));
    }

    [Fact]
    public void Should_Leave_A_Task_Alone_That_Does_Not_Confirm()
    {
        var unmoved = Tables.ByHand("unmoved", 40, 4, (s, _) => s % 2 - 0.5);
        List<OutcomeTable> tables = [unmoved, .. Enumerable.Range(0, 4).Select(t => Weak($"task {t}"))];

        var decision = Pooled(tables).Decide(unmoved);

        Assert.Null(decision.Chosen);
        Assert.Equal(Verdict.None, decision.Verdict);
        Assert.EndsWith("McNemar: p = 1.000): no layer is bypassed", decision.Reason, StringComparison.Ordinal);
        Assert.Equal(0, Pooled(tables).Choose(unmoved).Column);
    }

    [Fact]
    public void Should_Ask_More_Of_The_Accuracy_Where_Every_Margin_Rises()
    {
        // Wrong answers are less wrong under every layer, and none but layer 2 repairs any.
        var surer = Tables.ByHand("surer", 40, 20, (s, layer) => (layer, s % 7) switch
        {
            (2, 3) => 1.2,
            (_, >= 3) => layer < 0 ? -1 : -0.3,
            _ => 1.5,
        });
        List<OutcomeTable> tables = [surer, .. Enumerable.Range(0, 4).Select(t => Weak($"task {t}", layers: 20))];

        var decision = Pooled(tables).Decide(surer);

        Assert.Null(decision.Chosen);
        Assert.Contains(", at most 1 / 19, as 19 candidates raise the margin): no layer is bypassed", decision.Reason, StringComparison.Ordinal);
        Assert.Equal(0, Pooled(tables).Choose(surer).Column);
        Assert.Equal(Layer2, Pooled(tables).Decide(tables[1]).Chosen);
    }

    [Fact]
    public void Should_Say_That_No_Other_Task_Points_Anywhere()
    {
        var tables = Enumerable.Range(0, 3).Select(t => Tables.ByHand($"task {t}", 40, 4, (s, _) => s % 2 - 0.5)).ToList();

        var decision = Pooled(tables).Decide(tables[1]);

        Assert.Equal("2 other tasks of the group (40 probe samples): no candidate is right more often than the base model: no layer is bypassed", decision.Reason);
        Assert.Empty(decision.Evidence);
    }

    [Fact]
    public void Should_Decide_As_Robust_Does_Where_The_Group_Has_No_Other_Task()
    {
        var strong = Tables.ByHand("strong", 100, 4, (s, layer) => layer == 2 ? 3 : s % 4 > 0 ? -2 : 2);

        var decision = Pooled([strong]).Decide(strong);

        Assert.Equal(Layer2, decision.Chosen);
        Assert.StartsWith("no other task in its group, so decided as by robust: attention 2", decision.Reason, StringComparison.Ordinal);
        Assert.Equal(Verdict.Skipped, Pooled([strong]).Decide(Tables.ByHand("one", 1, 4, (_, _) => 1)).Verdict);
    }

    [Fact]
    public void Should_Name_No_Layer_Where_None_Is_A_Candidate()
    {
        // Layer 0 alone was swept, which is none.
        var tables = Enumerable.Range(0, 2).Select(t => Tables.ByHand($"task {t}", 40, 1, (s, _) => s % 3 - 1.1)).ToList();

        var decision = Pooled(tables).Decide(tables[0]);

        Assert.Null(decision.Chosen);
        Assert.Contains("the results hold no candidate", decision.Reason, StringComparison.Ordinal);
        Assert.False(Pooled(tables).Choose(tables[0]).Skipped);
    }

    [Fact]
    public void Should_Never_Read_The_Samples_That_Judge()
    {
        var tables = Enumerable.Range(0, 3).Select(t => Weak($"task {t}")).ToList();
        var before = Pooled(tables).Decide(tables[0]);
        // Every answer that is read by nobody becomes another one.
        var held = tables.Select(t => new RobustProtocol().Choose(t).Split!.Evaluation.ToArray().ToHashSet()).ToList();
        var changed = tables.Select((t, i) => Tables.ByHand(t.Task, 40, 4, (s, layer) => held[i].Contains(s) ? 7 * (s % 3 - 1.1) * (layer - 1) : t.Margin(s, layer + 1))).ToList();

        var after = Pooled(changed).Decide(changed[0]);

        Assert.Equal((before.Chosen, before.Reason), (after.Chosen, after.Reason));
    }

    [Theory]
    [InlineData(GroupScenario.NoneHelped, 50)]
    [InlineData(GroupScenario.NoneHelped, 200)]
    [InlineData(GroupScenario.Flat, 50)]
    [InlineData(GroupScenario.Flat, 200)]
    [InlineData(GroupScenario.Surer, 50)]
    [InlineData(GroupScenario.Surer, 200)]
    [InlineData(GroupScenario.HalfHelped, 50)]
    [InlineData(GroupScenario.HalfHelped, 200)]
    public void Should_Seldom_Name_A_Layer_Where_None_Helps(GroupScenario scenario, int samples)
    {
        const int groups = 50;
        var pooled = PooledStudy.Run(scenario, samples, tasks: 6, groups).Single(r => r.Way.StartsWith("pooled", StringComparison.Ordinal));
        var bound = 0.05 + 3 * Math.Sqrt(0.05 * 0.95 / (3 * groups));
        Assert.InRange(pooled.NullNamed, 0, bound);
    }

    [Fact]
    public void Should_Find_More_Than_Each_Task_Alone_Where_Tasks_Share_A_Layer()
    {
        var rows = PooledStudy.Run(GroupScenario.AllHelped, 100, tasks: 6, groups: 20);
        var (alone, pooled) = (rows[0], rows[1]);
        Assert.True(pooled.Found > 2 * alone.Found, $"{pooled} against {alone}");
        Assert.True(pooled.Harmed <= 0.05, $"{pooled}");
        Assert.Contains("| all, by one layer | 6 | 100 | pooled", PooledStudy.Markdown(rows), StringComparison.Ordinal);
        Assert.Equal(rows, PooledStudy.Run(GroupScenario.AllHelped, 100, tasks: 6, groups: 20));
    }

    [Fact]
    public void Should_Leave_Out_Others_Samples_About_An_Image_Of_The_Task()
    {
        // No image is asked about twice in one task; all are in each.
        var tables = Enumerable.Range(0, 3).Select(t => Weak($"task {t}", image: s => $"image {s}")).ToList();
        Assert.StartsWith("2 other tasks in its group, none with probe samples about other images", Pooled(tables).Decide(tables[0]).Reason, StringComparison.Ordinal);

        List<OutcomeTable> half = [tables[0], .. Enumerable.Range(1, 2).Select(t => Weak($"task {t}", image: s => s < 20 ? $"image {s}" : $"image {s} of task {t}"))];
        var expected = half.Skip(1).Sum(t => new RobustProtocol().Choose(t).Split!.Pool.ToArray().Count(s => s >= 20));
        var decision = Pooled(half).Decide(tables[0]);
        Assert.StartsWith($"2 other tasks of the group ({expected} probe samples)", decision.Reason, StringComparison.Ordinal);
        Assert.Equal(expected, decision.Finders.Count);
    }

    private static PooledProtocol Pooled(IReadOnlyList<OutcomeTable> tables) => (PooledProtocol)new PooledProtocol(new RobustProtocol()).Among(tables);

    /// <summary>Layer 2 repairs one sample of seven, nearly three more, and spoils none; layers 1 and 3 do little.</summary>
    private static OutcomeTable Weak(string task, int layers = 4, Func<int, string>? image = null) => Tables.ByHand(task, 40, layers, (s, layer) => (layer, s % 7) switch
    {
        (2, 3) => 1.2,
        (2, > 3) => -0.3,
        (_, var kind) => (kind < 3 ? 1.5 : -1) + 0.05 * (layer % 4) * ((s * 5 + layer) % 3 - 1),
    }, image);
}
