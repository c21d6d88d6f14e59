using TaLo.Models;
using TaLo.Scoring;
using TaLo.Sweeps;
using TaLo.Vectors;

namespace TaLo.Tests.Sweeps;

public class SweepRunnerTests
{
    [Fact]
    public void Should_Store_The_Base_And_Every_Knockout_Of_Every_Sample()
    {
        using var bench = new Bench(tasks: 2, samplesPerTask: 3, layers: 4);

        var outcome = bench.Run();

        Assert.Equal((30, 0, false), (outcome.PassesNew, outcome.PassesResumed, outcome.Stopped));
        Assert.Empty(outcome.Skipped);
        Assert.InRange(outcome.MeanLetterMass!.Value, 0.0001, 1);
        Assert.Equal((6, 30, 0), (bench.Model.EncodeCalls, bench.Model.LogitsCalls, bench.Model.LivePrompts));
        using var store = bench.Open();
        Assert.Equal(30, store.Keys(bench.Sweep).Count);
        Assert.Equal([null, .. bench.Plan.Knockouts], store.PassesOf(bench.Sweep, "task0", "0").Select(r => r.Knockout));
        Assert.Empty(bench.Messages);
    }

    [Fact]
    public void Should_Ask_Samples_Of_The_Tasks_In_Turn_And_Go_On_So()
    {
        using var bench = new Bench(tasks: 3, samplesPerTask: 4);
        var tasks = bench.Plan.Tasks;
        bench.Plan = bench.Plan with { Tasks = [tasks[0], tasks[1] with { Samples = [.. tasks[1].Samples.Take(2)] }, tasks[2]] };
        using var stop = new CancellationTokenSource();
        var told = new Told<SweepProgress>(p =>
        {
            if (p.SamplesDone == 4)
                stop.Cancel();
        });
        Assert.True(bench.Run(told, stop: stop.Token).Stopped);
        var after = new Told<SweepProgress>();
        bench.Run(after);
        Assert.Equal(["task0", "task1", "task2", "task0", "task1", "task2", "task0", "task2", "task0", "task2"], [.. Asked(told).Take(4), .. Asked(after)]);
        using var whole = new Bench(tasks: 3, samplesPerTask: 4) { Plan = bench.Plan };
        whole.Run();
        Assert.Equal(whole.Rows(), bench.Rows());

        static IEnumerable<string> Asked(Told<SweepProgress> progress) => progress.All.Select(p => (p.Task, p.Index)).Distinct().Select(p => p.Task);
    }

    [Theory]
    [InlineData("letter")]
    [InlineData("generate")]
    [InlineData("choice")]
    public void Should_Skip_What_Shows_No_Image_Under_The_Vision_Encoders_Knockouts(string scoring)
    {
        using var bench = new Bench(tasks: 2, samplesPerTask: 3);
        bench.DataSet.Texts.UnionWith(["1", "4"]);
        bench.Plan = bench.Plan with { Knockouts = SweepPlan.EachOf("all", [Module.Attention, Module.VisionLayer], bench.Model.Facts.Layers), Scoring = ScoringMethod.Named(scoring) };

        var outcome = bench.Run();

        Assert.Equal(["1", "4"], outcome.Skipped.Select(s => s.Index).Order());
        Assert.All(outcome.Skipped, s => Assert.Contains("shows no image", s.Reason, StringComparison.Ordinal));
        Assert.Equal(4 * (1 + 4 + FakeModel.VisionLayers), outcome.PassesNew);
        using var store = bench.Open();
        var sweep = store.Sweeps().Single();
        Assert.Equal(FakeModel.VisionLayers, sweep.Facts.VisionLayerCount);
        Assert.Equal([4, 3, 4, 3], TaskVectors.From(store.Passes(sweep.Id), sweep.Facts.Layers).Select(v => v.Layers.Count));
    }

    [Fact]
    public void Should_Do_Nothing_The_Second_Time()
    {
        using var bench = new Bench();
        bench.Run();
        var passes = bench.Model.LogitsCalls;

        var outcome = bench.Run();

        Assert.Equal((0, 12), (outcome.PassesNew, outcome.PassesResumed));
        Assert.Null(outcome.MeanLetterMass);
        Assert.Equal(passes, bench.Model.LogitsCalls);
    }

    [Fact]
    public void Should_Run_Only_What_A_Wider_Plan_Adds()
    {
        using var bench = new Bench(layers: 1);
        bench.Run();
        bench.Plan = bench.Plan with { Knockouts = SweepPlan.EachOf([0, 1], Module.Attention, Module.Ffn) };

        var outcome = bench.Run();

        Assert.Equal((12, 8), (outcome.PassesNew, outcome.PassesResumed));
        // Two passes of each of four samples first; then the base again and the three new knockouts.
        Assert.Equal(8 + 16, bench.Model.LogitsCalls);
        using var whole = new Bench { Plan = bench.Plan };
        whole.Run();
        Assert.Equal(whole.Rows(), bench.Rows());
    }

    [Theory]
    [InlineData("uniform 1", "uniform")]
    [InlineData("attention 1 answer", "zero answer")]
    [InlineData("repeat 1-2x3", "repeat x3")]
    public void Should_Keep_The_Passes_Of_Each_Intervention_In_A_Sweep_Of_Its_Own(string knockout, string intervention)
    {
        using var bench = new Bench();
        bench.Run();
        var (zero, rows) = (bench.Sweep, bench.Rows());
        Assert.All(bench.Model.EncodedFor, scope => Assert.Equal(Scope.All, scope));
        bench.Model.EncodedFor.Clear();
        var other = Knockout.Parse(knockout);
        bench.Plan = bench.Plan with { Knockouts = [other] };

        Assert.Equal((8, 0), (bench.Run().PassesNew, 0));
        Assert.All(bench.Model.EncodedFor, scope => Assert.Equal(other.Kind.Scope, scope));
        Assert.Equal((0, 8), (bench.Run() is var again ? again.PassesNew : -1, again.PassesResumed));
        Assert.NotEqual(zero, bench.Sweep);
        using (var store = bench.Open())
        {
            Assert.Equal(["zero", intervention], store.Sweeps().Select(s => s.Key.Intervention).OrderBy(i => i != "zero"));
            Assert.Equal([null, other], store.Passes(bench.Sweep).Select(p => p.Knockout).Distinct());
        }
        bench.Plan = bench.Plan with { Knockouts = SweepPlan.EachOf([0, 1], Module.Attention) };
        Assert.Equal(rows, bench.Rows());
    }

    [Fact]
    public void Should_Make_No_Sweep_Of_Two_Interventions()
    {
        using var bench = new Bench();
        bench.Plan = bench.Plan with { Knockouts = [new(1, Module.Attention), new(1, KnockoutKind.Uniform())] };

        Assert.Throws<InvalidOperationException>(() => bench.Run());
        Assert.Empty(bench.Model.EncodedFor);
    }

    [Fact]
    public void Should_Refuse_A_Knockout_That_Changes_Nothing()
    {
        using var bench = new Bench();
        bench.Model.KnockoutsHaveNoEffect = true;

        var error = Assert.Throws<ModelException>(() => bench.Run());

        Assert.StartsWith("bypassing attention 0 did not change the logits of sample ", error.Message);
        Assert.Equal("", bench.Rows());
        Assert.Equal(0, bench.Model.LivePrompts);
    }

    [Fact]
    public void Should_Keep_The_Samples_Before_A_Pass_Fails()
    {
        using var bench = new Bench();
        bench.Model.OnPass = _ => bench.Model.KnockoutsHaveNoEffect = bench.Model.LogitsCalls == 5;

        Assert.Throws<ModelException>(() => bench.Run());

        using var store = bench.Open();
        Assert.Equal(3, store.Passes(bench.Sweep).Count);
    }

    [Fact]
    public void Should_Count_And_Name_Skipped_Samples()
    {
        using var bench = new Bench();
        bench.DataSet.Broken.Add("1");
        bench.Model.RefusesImage = image => image.Span[0] == 2;
        var told = new Told<SweepProgress>();

        var outcome = bench.Run(told);

        Assert.Equal(6, outcome.PassesNew);
        Assert.Equal(["1", "2"], outcome.Skipped.Select(s => s.Index).Order());
        Assert.All(outcome.Skipped, s => Assert.StartsWith("fake", s.Reason));
        var last = told.All[^1];
        Assert.Equal((6, 6, 2, 2, 4), (last.PassesDone, last.PassesTotal, last.SamplesDone, last.SamplesSkipped, last.SamplesTotal));
    }

    [Fact]
    public void Should_Refuse_To_Go_On_Where_The_Base_Answers_Otherwise()
    {
        using var bench = new Bench(layers: 1);
        bench.Run();
        var before = bench.Rows();
        // Other weights behind the same fingerprints, as another machine's arithmetic would be.
        var images = bench.DataSet;
        bench.Plan = bench.Plan with { Knockouts = SweepPlan.EachOf([0, 1], Module.Attention) };
        using var store = bench.Open();
        var runner = new SweepRunner(bench.Model, new OtherImages(images), store);

        var error = Assert.Throws<StoreException>(() => runner.Run(bench.Plan));

        Assert.Contains("the stored base answer of sample ", error.Message);
        Assert.Contains("results would be mixed", error.Message);
        store.Dispose();
        Assert.Equal(before, bench.Rows());
    }

    [Fact]
    public void Should_Tell_How_Far_It_Is_And_Not_Count_What_Was_There()
    {
        using var bench = new Bench(tasks: 1, samplesPerTask: 4, layers: 2);
        using var stop = new CancellationTokenSource();
        bench.Run(new Told<SweepProgress>(p => { if (p.SamplesDone == 1) stop.Cancel(); }), stop: stop.Token);
        var told = new Told<SweepProgress>();

        bench.Run(told);

        Assert.Equal((0, 9, 0, 1, 4), (told.All[0].PassesDone, told.All[0].PassesTotal, told.All[0].SamplesDone, told.All[0].SamplesResumed, told.All[0].SamplesTotal));
        Assert.Null(told.All[0].TimeLeft);
        Assert.Equal((9, 9, 3), (told.All[^1].PassesDone, told.All[^1].PassesTotal, told.All[^1].SamplesDone));
        Assert.Equal(TimeSpan.Zero, told.All[^1].TimeLeft);
    }
}
