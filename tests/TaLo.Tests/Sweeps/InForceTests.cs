using TaLo.Models;
using TaLo.Sweeps;

namespace TaLo.Tests.Sweeps;

/// <summary>A sweep on top of knockouts that are in force: its base pass is the model with those.</summary>
public class InForceTests
{
    private static readonly Knockout First = new(1, Module.Attention);

    [Theory]
    [InlineData("letter")]
    [InlineData("generate")]
    [InlineData("choice")]
    public void Should_Have_The_Set_In_Force_In_Every_Pass(string scoring)
    {
        using var bench = new Bench(tasks: 1, samplesPerTask: 2, layers: 4);
        var passes = new List<string>();
        bench.Model.OnPass = knockouts => passes.Add(new KnockoutSet(knockouts).ToString());
        bench.Plan = OnTop(bench.Plan) with { Scoring = TaLo.Scoring.ScoringMethod.Named(scoring) };

        bench.Run();

        Assert.Equal(
            ["attention 0 + attention 1", "attention 1", "attention 1 + attention 2", "attention 1 + attention 3"], passes.Distinct().Order(StringComparer.Ordinal));
        using var store = bench.Open();
        Assert.Equal([null, .. bench.Plan.Knockouts], store.PassesOf(bench.Sweep, "task0", "0").Select(r => r.Knockout));
        Assert.Equal("zero with attention 1 in force", Assert.Single(store.Sweeps()).Tried);
    }

    [Fact]
    public void Should_Be_A_Sweep_Of_Its_Own_Whose_Base_Is_The_Knockout_Of_The_Step_Before()
    {
        using var bench = new Bench(tasks: 1, samplesPerTask: 3, layers: 4);
        bench.Run();
        var before = bench.Sweep;
        bench.Plan = OnTop(bench.Plan);
        bench.Run();

        using var store = bench.Open();
        Assert.NotEqual(before, bench.Sweep);
        Assert.Equal(2, store.Sweeps().Count);
        var step = store.Sweeps().Single(s => s.Id == bench.Sweep);
        Assert.Equal((KnockoutSet)First, step.InForce);
        foreach (var index in new[] { "0", "1", "2" })
            Assert.Equal(
                store.PassesOf(before, "task0", index).Single(p => p.Knockout == First).LogProbabilities,
                store.PassesOf(bench.Sweep, "task0", index)[0].LogProbabilities);
    }

    [Fact]
    public void Should_Fail_Where_A_Knockout_Changes_Nothing_On_Top_Of_The_Set()
    {
        using var bench = new Bench(tasks: 1, samplesPerTask: 1, layers: 4);
        bench.Plan = OnTop(bench.Plan);
        bench.Model.KnockoutsHaveNoEffect = true;

        Assert.Contains("attention 0 did not change the logits", Assert.Throws<ModelException>(() => bench.Run()).Message, StringComparison.Ordinal);
        using var store = bench.Open();
        Assert.Empty(store.Passes(bench.Sweep));
    }

    [Fact]
    public void Should_Refuse_To_Try_What_Is_In_Force()
    {
        using var bench = new Bench();
        bench.Plan = bench.Plan with { InForce = First };
        Assert.Throws<InvalidOperationException>(() => bench.Sweep);
    }

    [Fact]
    public void Should_Believe_No_Set_That_Is_None()
    {
        using var bench = new Bench(layers: 4);
        var sweep = OnTop(bench.Plan).SweepOf(bench.Model, bench.DataSet, default);
        using var store = bench.Open();
        foreach (var text in new[] { "", "attention 1 + attention 1", "attention 2 + attention 1", "attention 9", "noise" })
            Assert.Contains("no set of knockouts", Assert.Throws<StoreException>(() => store.AddSweep(sweep with { Key = sweep.Key with { InForce = text } })).Message, StringComparison.Ordinal);
    }

    private static SweepPlan OnTop(SweepPlan plan) => plan with { InForce = First, Knockouts = [.. plan.Knockouts.Where(k => k != First)] };
}
