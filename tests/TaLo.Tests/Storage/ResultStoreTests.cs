using CsCheck;
using TaLo.Models;
using TaLo.Scoring;
using TaLo.Storage;
using TaLo.Sweeps;
using TaLo.Tests.Sweeps;

namespace TaLo.Tests.Storage;

public class ResultStoreTests
{
    private static readonly StoredSweep Sweep = SomeRows.Sweep();

    [Fact]
    public void Should_Give_Back_Every_Row_Whatever_Order_They_Came_In() =>
        SomeRows.OfOneSweep.SelectMany(rows => Gen.Shuffle(rows.ToArray()), (rows, shuffled) => (rows, shuffled)).Sample(
            r =>
            {
                using var folder = new FastFolder();
                var messages = new List<string>();
                using (var store = new ResultStore(folder.Path, messages.Add))
                {
                    SomeRows.AddTo(store, Sweep, r.rows);
                    Assert.Equal(r.rows.Count, store.Passes(Sweep.Id).Count);
                }

                using var again = new ResultStore(folder.Path, messages.Add);
                using var other = new FastFolder();
                using var shuffled = new ResultStore(other.Path, messages.Add);
                shuffled.AddSweep(Sweep);
                foreach (var row in r.shuffled)
                    shuffled.Add(Sweep.Id, [row]);

                var expected = r.rows.OrderBy(x => x.Task).ThenBy(x => int.Parse(x.Index))
                    .ThenBy(x => (int?)x.Knockout?.Module ?? -1).ThenBy(x => x.Knockout?.Layer);
                Assert.Equal(Bench.Text(expected), Bench.Text(again.Passes(Sweep.Id)));
                Assert.Equal(Bench.Text(expected), Bench.Text(shuffled.Passes(Sweep.Id)));
                Assert.Equal(r.rows.Select(x => new PassKey(x.Task, x.Index, x.Knockout)).ToHashSet(), again.Keys(Sweep.Id));
                Assert.Empty(messages);
            },
            iter: 15, threads: 1);

    [Fact]
    public void Should_Give_Back_Every_Kind_Of_Knockout_From_Journal_And_Copy()
    {
        using var folder = new FastFolder();
        List<Knockout?> knockouts = [null, .. new[] { "attention 1", "attention 1 answer", "uniform 1", "repeat 1", "repeat 1-2", "repeat 1-2x3 answer" }.Select(t => (Knockout?)Knockout.Parse(t))];
        using (var store = new ResultStore(folder.Path))
        {
            SomeRows.AddTo(store, Sweep, knockouts.Select(k => Row("Dog", "1", k)));
            Assert.Equal(knockouts.Order(), store.PassesOf(Sweep.Id, "Dog", "1").Select(r => r.Knockout));
        }

        using var again = new ResultStore(folder.Path);
        Assert.Equal(knockouts.Order(), again.PassesOf(Sweep.Id, "Dog", "1").Select(r => r.Knockout));
        Assert.Contains("\"knockout\":\"repeat 1-2x3 answer\"", string.Concat(Directory.GetFiles(folder.Path, "*.jsonl", SearchOption.AllDirectories).Select(File.ReadAllText)), StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Give_Back_Generated_Answers_From_Journal_And_Database()
    {
        using var folder = new FastFolder();
        using (var store = new ResultStore(folder.Path))
            SomeRows.AddTo(store, Sweep, SomeRows.Generated);
        var messages = new List<string>();
        using (var again = new ResultStore(folder.Path, messages.Add))
        {
            Assert.Equal(SomeRows.Generated, again.Passes(Sweep.Id));
            Assert.Equal(Bench.Text(SomeRows.Generated), Bench.Text(again.Passes(Sweep.Id)));
        }
        File.Delete(new StoreFolder(folder.Path).Database);
        using var rebuilt = new ResultStore(folder.Path, messages.Add);
        Assert.Equal(Bench.Text(SomeRows.Generated), Bench.Text(rebuilt.Passes(Sweep.Id)));
    }

    [Theory]
    [InlineData('B', 0.0)]
    [InlineData('A', 0.5)]
    [InlineData('E', 0.0)]
    public void Should_Refuse_A_Generated_Answer_That_Contradicts_Itself(char predicted, double score)
    {
        using var folder = new FastFolder();
        using var store = new ResultStore(folder.Path);
        var row = SomeRows.Row("task", "1", null, [-1, -2], 'B') with { Predicted = predicted, Generated = new GeneratedScore("x", score, false, []) };
        store.AddSweep(Sweep);
        Assert.Throws<StoreException>(() => store.Add(Sweep.Id, [row]));
    }

    [Fact]
    public void Should_Choose_By_Task_And_Knockout()
    {
        using var folder = new FastFolder();
        using var store = new ResultStore(folder.Path);
        var first = new Knockout(1, Module.Attention);
        var second = new Knockout(1, Module.Layer);
        SomeRows.AddTo(store, Sweep, [Row("Dog", "10", null), Row("Dog", "9", first), Row("Dog", "9", second), Row("dog", "9", null)]);

        Assert.Equal(["9", "9", "10"], store.Passes(Sweep.Id, "Dog").Select(r => r.Index));
        Assert.Equal([first, null, null], store.Passes(Sweep.Id, knockouts: [first]).Select(r => r.Knockout));
        Assert.Equal([first, second], store.PassesOf(Sweep.Id, "Dog", "9").Select(r => r.Knockout!.Value));
        Assert.Empty(store.PassesOf(Sweep.Id, "cat", "9"));
        Assert.Empty(store.Passes("unknown"));
    }

    [Fact]
    public void Should_Leave_Equal_Rows_Alone()
    {
        using var folder = new FastFolder();
        using var store = new ResultStore(folder.Path);
        SomeRows.AddTo(store, Sweep, [Row("t", "1", null)]);
        var length = new FileInfo(new StoreFolder(folder.Path).Journal(Sweep.Id)).Length;

        store.AddSweep(Sweep with { Facts = Sweep.Facts with { ModelPath = "elsewhere" } });

        Assert.Equal(0, store.Add(Sweep.Id, [Row("t", "1", null)]));
        Assert.Equal(length, new FileInfo(new StoreFolder(folder.Path).Journal(Sweep.Id)).Length);
        Assert.Equal(1, store.Add(Sweep.Id, [Row("t", "1", null), Row("t", "1", new Knockout(0, Module.Ffn))]));
        Assert.Equal([Sweep], store.Sweeps());
    }

    [Fact]
    public void Should_Refuse_A_Row_That_Contradicts_One_And_Store_Nothing_With_It()
    {
        using var folder = new FastFolder();
        using var store = new ResultStore(folder.Path);
        SomeRows.AddTo(store, Sweep, [Row("t", "1", null)]);
        var knockout = Row("t", "1", new Knockout(0, Module.Ffn));
        var other = SomeRows.Row("t", "1", null, [-0.25, -1.5000000000000002], 'A');

        var error = Assert.Throws<StoreException>(() => store.Add(Sweep.Id, [knockout, other]));
        Assert.Throws<StoreException>(() => store.Add(Sweep.Id, [knockout with { TaskGroup = null }]));
        Assert.Throws<StoreException>(() => store.Add("unknown", [knockout]));

        Assert.Contains("task t, sample 1: the row of the base model is stored already with other values", error.Message);
        Assert.Single(store.Passes(Sweep.Id));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    public void Should_Never_Store_What_Is_Not_Finite(double bad)
    {
        using var folder = new FastFolder();
        using var store = new ResultStore(folder.Path);
        store.AddSweep(Sweep);

        Assert.Throws<StoreException>(() => store.Add(Sweep.Id, [Row("t", "1", null) with { Margin = bad }]));

        Assert.Empty(store.Passes(Sweep.Id));
    }

    [Fact]
    public void Should_Keep_Sweeps_Apart_And_Delete_One()
    {
        using var folder = new FastFolder();
        var second = SomeRows.Sweep("other");
        using (var store = new ResultStore(folder.Path))
        {
            SomeRows.AddTo(store, Sweep, [Row("t", "1", null), Row("t", "2", null)]);
            SomeRows.AddTo(store, second, [SomeRows.Row("t", "1", null, [-5, -6], 'A')]);
            Assert.True(store.DeleteSweep(Sweep.Id));
            Assert.False(store.DeleteSweep(Sweep.Id));
        }

        File.Delete(new StoreFolder(folder.Path).Database);
        using var again = new ResultStore(folder.Path);
        Assert.Equal([second], again.Sweeps());
        Assert.Empty(again.Passes(Sweep.Id));
        Assert.Single(again.Passes(second.Id));
        SomeRows.AddTo(again, Sweep, [SomeRows.Row("t", "1", null, [-7, -8], 'A')]);
        Assert.Equal(-7, Assert.Single(again.Passes(Sweep.Id)).LogProbabilities[0]);
    }

    private static ScoredPass Row(string task, string index, Knockout? knockout) =>
        SomeRows.Row(task, index, knockout, [-0.25, -1.5], 'A');
}
