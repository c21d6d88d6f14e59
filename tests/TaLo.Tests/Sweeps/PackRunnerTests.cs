using TaLo.Models;
using TaLo.Scoring;
using TaLo.Sweeps;

namespace TaLo.Tests.Sweeps;

public sealed class PackRunnerTests
{
    [Fact]
    public void Should_Store_The_Base_And_Every_Knockout_Of_Samples_Side_By_Side()
    {
        using var bench = ByText(tasks: 2, samplesPerTask: 3, layers: 2);

        var outcome = bench.Run();

        Assert.Equal((18, 0, false, 1.0), (outcome.PassesNew, outcome.PassesResumed, outcome.Stopped, outcome.MeanLetterMass));
        // Four to six texts of eight tokens each: 64 tokens hold two samples at most; base and two knockouts for each pack.
        Assert.Equal(3 * 6, bench.Model.Packs.Sum());
        Assert.All(bench.Model.Packs, p => Assert.InRange(p, 1, 2));
        Assert.Contains(2, bench.Model.Packs);
        using var store = bench.Open();
        var pass = store.PassesOf(bench.Sweep, "task0", "0");
        Assert.Equal([null, .. bench.Plan.Knockouts], pass.Select(r => r.Knockout));
        Assert.All(pass, p => Assert.Equal(3, p.Choice!.Unconditional!.Count));
    }

    [Fact]
    public void Should_Give_The_Same_Rows_However_Samples_Are_Packed()
    {
        using var together = ByText(2, 3, 2);
        using var alone = ByText(2, 3, 2);
        alone.Model.PackSize = new PackSize(1, 1);
        together.Run();
        alone.Run();

        Assert.All(alone.Model.Packs, p => Assert.Equal(1, p));
        Assert.Equal(alone.Rows(), together.Rows());
    }

    [Fact]
    public void Should_Run_Only_What_Is_Missing()
    {
        using var bench = ByText(2, 3, layers: 1);
        bench.Run();
        bench.Plan = bench.Plan with { Knockouts = SweepPlan.EachOf([0, 1], Module.Attention) };

        Assert.Equal((6, 12), (bench.Run() is var outcome ? outcome.PassesNew : 0, outcome.PassesResumed));
        var packs = bench.Model.Packs.Count;
        Assert.Equal(0, bench.Run().PassesNew);

        Assert.Equal(packs, bench.Model.Packs.Count);
        using var whole = ByText(2, 3, layers: 2);
        whole.Run();
        Assert.Equal(whole.Rows(), bench.Rows());
    }

    [Fact]
    public void Should_Name_What_It_Passes_Over_And_Go_On()
    {
        using var bench = ByText(2, 3, 2);
        bench.DataSet.Broken.Add("2");

        var outcome = bench.Run();

        Assert.Equal(15, outcome.PassesNew);
        Assert.Equal(new SkippedSample("task0", "2", "fake: row 2 is broken"), Assert.Single(outcome.Skipped));
    }

    [Fact]
    public void Should_Pass_Over_The_One_Of_A_Pack_That_The_Model_Cannot_Read()
    {
        using var bench = ByText(2, 3, 2);
        int? alone = null;
        // The first pack of two, then its second sample alone.
        bench.Model.OnPass = knockouts =>
        {
            if (alone is null && bench.Model.Packs[^1] == 2)
                alone = 0;
            else if (alone is null || knockouts.Count > 0 || ++alone != 2)
                return;
            throw new InputException("an image takes 600 positions");
        };

        var outcome = bench.Run();

        Assert.Equal([2, 1, 1, 1, 1], bench.Model.Packs.SkipWhile(p => p == 1).Take(5));
        Assert.Equal((15, "an image takes 600 positions"), (outcome.PassesNew, Assert.Single(outcome.Skipped).Reason));
        using var whole = ByText(2, 3, 2);
        whole.Run();
        Assert.Subset(whole.Rows().ToHashSet(), bench.Rows().ToHashSet());
    }

    [Fact]
    public void Should_Refuse_A_Knockout_That_Changes_Nothing_And_Store_Nothing_Of_Its_Pack()
    {
        using var bench = ByText(2, 3, 2);
        bench.Model.KnockoutsHaveNoEffect = true;

        Assert.Contains("did not change", Assert.Throws<ModelException>(() => bench.Run()).Message, StringComparison.Ordinal);

        using var store = bench.Open();
        Assert.Empty(store.Sweeps());
    }

    [Fact]
    public void Should_Keep_Every_Pass_It_Has_Made_Where_It_Is_Stopped()
    {
        using var bench = ByText(2, 3, 2);
        using var stop = new CancellationTokenSource();
        bench.Model.OnPass = _ =>
        {
            if (bench.Model.Packs.Count == 5)
                stop.Cancel();
        };

        var outcome = bench.Run(stop: stop.Token);
        bench.Model.OnPass = null;

        Assert.True(outcome.Stopped);
        Assert.Equal(bench.Model.Packs.Take(4).Sum(), outcome.PassesNew);
        Assert.Equal(outcome.PassesNew, bench.Rows().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        bench.Run();
        using var whole = ByText(2, 3, 2);
        whole.Run();
        Assert.Equal(whole.Rows(), bench.Rows());
    }

    [Fact]
    public void Should_Count_Every_Pass_Of_Every_Sample()
    {
        using var bench = ByText(2, 3, 2);
        var told = new List<SweepProgress>();

        bench.Run(new ImmediateProgress<SweepProgress>(told.Add));

        Assert.Equal((18, 18, 6), (told[^1].PassesDone, told[^1].PassesTotal, told[^1].SamplesDone));
        Assert.Equal(18, told.Sum(t => t.NewPasses.Count));
    }

    [Fact]
    public void Should_Store_A_Long_Pack_In_Between()
    {
        using var bench = ByText(1, 1, layers: 4);
        var clock = new Clock();
        // Base, then knockouts of 8 seconds each: after the third all four passes are stored; in the fifth the program ends.
        bench.Model.OnPass = _ =>
        {
            clock.Now += TimeSpan.FromSeconds(8).Ticks;
            if (bench.Model.Packs.Count == 5)
                throw new InvalidOperationException("killed");
        };

        Assert.Throws<InvalidOperationException>(() => bench.Run(time: clock));
        Assert.Equal(4, bench.Rows().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        bench.Model.OnPass = null;
        Assert.Equal((1, 4), (bench.Run() is var outcome ? outcome.PassesNew : 0, outcome.PassesResumed));

        using var whole = ByText(1, 1, layers: 4);
        whole.Run();
        Assert.Equal(whole.Rows(), bench.Rows());
    }

    private sealed class Clock : TimeProvider
    {
        public long Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now;
    }

    private static Bench ByText(int tasks, int samplesPerTask, int layers)
    {
        var bench = new Bench(tasks, samplesPerTask, layers);
        bench.Plan = bench.Plan with { Scoring = ScoringMethod.Choice, Prompt = PromptTemplate.Choice };
        return bench;
    }
}
