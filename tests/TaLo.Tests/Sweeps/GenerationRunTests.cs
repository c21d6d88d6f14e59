using TaLo.Models;
using TaLo.Scoring;
using TaLo.Sweeps;

namespace TaLo.Tests.Sweeps;

public class GenerationRunTests
{
    [Fact]
    public void Should_Store_What_Each_Pass_Said_And_Count_It()
    {
        using var bench = Generating();
        bench.Model.Says = (_, knockouts) => knockouts is [] ? "A" : knockouts[0].Layer == 0 ? "no idea" : "(B) is it";

        var outcome = bench.Run();

        Assert.Equal(12, outcome.PassesNew);
        Assert.Null(outcome.MeanLetterMass);
        Assert.Equal((12, 12, 4, 0), (outcome.Answers.Generated, outcome.Answers.WithOptions, outcome.Answers.Unmatched, outcome.Answers.CutOff));
        using var store = bench.Open();
        Assert.Equal(["A", "no idea", "(B)"], store.PassesOf(bench.Sweep, "task0", "0").Select(p => p.Generated!.Text));
        Assert.Equal("generate 32", store.Sweeps()[0].Key.Scoring);
        Assert.Empty(bench.Messages);
    }

    [Fact]
    public void Should_Go_On_Where_It_Was()
    {
        using var bench = Generating(layers: 1);
        bench.Run();
        bench.Plan = bench.Plan with { Knockouts = SweepPlan.EachOf([0, 1], Module.Attention) };
        Assert.Equal((4, 8), (bench.Run() is var outcome ? outcome.PassesNew : 0, outcome.PassesResumed));
        using var whole = Generating();
        whole.Run();
        Assert.Equal(whole.Rows(), bench.Rows());
    }

    [Fact]
    public void Should_Refuse_A_Base_Answer_That_Is_Not_The_Stored_One()
    {
        using var bench = Generating(layers: 1);
        bench.Run();
        bench.Model.Says = (_, _) => "A";
        bench.Plan = bench.Plan with { Knockouts = SweepPlan.EachOf([0, 1], Module.Attention) };
        bench.Model.Says = (_, _) => "something else";
        Assert.Contains("differs from this run's", Assert.Throws<StoreException>(() => bench.Run()).Message);
    }

    [Fact]
    public void Should_Refuse_A_Knockout_That_Changes_No_Logit()
    {
        using var bench = Generating();
        bench.Model.KnockoutsHaveNoEffect = true;
        Assert.Contains("did not change the logits", Assert.Throws<ModelException>(() => bench.Run()).Message);
    }

    [Fact]
    public void Another_Limit_Or_Metric_Should_Be_Another_Sweep()
    {
        using var bench = Generating();
        string[] ids = [.. new[] { ScoringMethod.Letter, ScoringMethod.Generate, ScoringMethod.Parse("generate", maxTokens: 64), ScoringMethod.Parse("generate", metric: "anls") }
            .Select(s => (bench.Plan with { Scoring = s }).SweepOf(bench.Model, bench.DataSet, default).Id)];
        Assert.Equal(ids.Length, ids.Distinct().Count());
    }

    [Theory]
    [InlineData("generate", null, null, "generate 32")]
    [InlineData("Generate", 8, null, "generate 8")]
    [InlineData("generate", 32, "ANLS", "generate 32 anls")]
    public void Should_Name_The_Scoring(string word, int? maxTokens, string? metric, string name)
    {
        var method = ScoringMethod.Parse(word, null, maxTokens, metric);
        Assert.Equal(name, method.Name);
        Assert.Equal(method, ScoringMethod.Named(name));
    }

    [Theory]
    [InlineData("letter", 8, null, "max-tokens: ")]
    [InlineData("choice", null, "exact", "metric: ")]
    [InlineData("generate", null, "rouge", "metric: 'rouge'")]
    [InlineData("write", null, null, "write letter, choice or generate")]
    public void Should_Refuse_What_Does_Not_Belong_Together(string word, int? maxTokens, string? metric, string message) =>
        Assert.Contains(message, Assert.Throws<SelectionException>(() => ScoringMethod.Parse(word, null, maxTokens, metric)).Message);

    private static Bench Generating(int layers = 2)
    {
        var bench = new Bench(tasks: 2, samplesPerTask: 2, layers);
        bench.Plan = bench.Plan with { Scoring = ScoringMethod.Generate };
        return bench;
    }
}
