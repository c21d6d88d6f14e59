using TaLo.Models;
using TaLo.Selection.Race;
using TaLo.Storage;
using TaLo.Tests.Sweeps;

namespace TaLo.Tests.Selection.Race;

public class RecordedAnswersTests
{
    [Fact]
    public void Should_Ask_Nothing_Twice_And_Leave_What_A_Full_Sweep_Reuses()
    {
        using var bench = new Bench(tasks: 1, samplesPerTask: 3, layers: 4);
        using (var store = bench.Open())
        {
            var questions = Of(bench, store);
            Assert.Equal(4, PassesFor(0, 1, 2, 3));
            Assert.Equal(2, PassesFor(1, 2));
            Assert.Equal(1, PassesFor(2));
            Assert.Equal(0, PassesFor(0, 3, 1));
            // One more knockout: the base pass is made again, there is no comparing without it.
            Assert.Equal(2, PassesFor(1, 2, 3));

            int PassesFor(int sample, params int[] layers)
            {
                var before = questions.Passes;
                Assert.NotNull(questions.Ask(sample, Attention(layers)));
                return questions.Passes - before;
            }
        }

        var outcome = bench.Run();

        Assert.Equal((7, 8), (outcome.PassesNew, outcome.PassesResumed));
        using var whole = new Bench(tasks: 1, samplesPerTask: 3, layers: 4);
        whole.Run();
        Assert.Equal(whole.Rows(), bench.Rows());
    }

    [Fact]
    public void Should_Answer_In_The_Order_Of_The_Question()
    {
        using var bench = new Bench(tasks: 1, samplesPerTask: 1, layers: 4);
        using var store = bench.Open();
        var questions = Of(bench, store);
        var answer = questions.Ask(0, Attention(3, 1))!;
        Assert.Equal(answer.Knockouts.Reverse(), questions.Ask(0, Attention(1, 3))!.Knockouts);
        Assert.Equal(answer.Knockouts[0].Margin, store.PassesOf(bench.Sweep, "task0", "0").Single(r => r.Knockout?.Layer == 3).Margin);
    }

    [Fact]
    public void Should_Pass_Over_A_Broken_Sample_And_Stop_When_Told()
    {
        using var bench = new Bench(tasks: 1, samplesPerTask: 2, layers: 2);
        using var store = bench.Open();
        using var stop = new CancellationTokenSource();
        bench.DataSet.Broken.Add("1");
        var questions = Of(bench, store, stop.Token);

        Assert.Null(questions.Ask(1, Attention(1)));
        Assert.Equal("1", Assert.Single(questions.Skipped).Index);
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => questions.Ask(0, Attention(1)));
        Assert.Empty(store.Passes(bench.Sweep));
    }

    private static RecordedAnswers Of(Bench bench, ResultStore store, CancellationToken stop = default) =>
        new(bench.Model, bench.DataSet, store, bench.Plan, bench.Plan.Tasks[0].Samples.OrderBy(s => s.Index).ToList(), stop: stop);

    private static IReadOnlyList<Knockout> Attention(params int[] layers) => [.. layers.Select(l => new Knockout(l, Module.Attention))];
}
