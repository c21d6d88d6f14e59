using TaLo.Models;
using TaLo.Storage;
using TaLo.Sweeps;
using TaLo.Tasks.Readers;
using TaLo.Tests.Storage;
using TaLo.Tests.Tasks;
using TaLo.UseCases;

namespace TaLo.Tests.UseCases;

/// <summary>Stored sweeps are compared over the samples that are the same, and over no others.</summary>
public sealed class SweepComparisonTests : IDisposable
{
    private static readonly string[] Columns = ["index", "question", "A", "B", "C", "answer", "category"];
    private readonly TempFolder _folder = new();
    private readonly List<string> _notes = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Should_Count_Pairs_Of_Common_Samples()
    {
        using var store = new ResultStore(_folder.File("store"));
        var one = Stored(store, "p1", Alone, ("1", true), ("2", true), ("3", false), ("4", false), ("9", true));
        var two = Stored(store, "p2", Alone, ("1", true), ("2", false), ("3", true), ("4", true), ("8", true));

        var comparison = SweepComparison.Of(store, [one, two], new CompareRequest(), _notes.Add);
        var task = Assert.Single(Assert.Single(comparison.Pairs).Tasks);
        Assert.Equal((4, 2, 2, 1), (task.Base.Samples, task.Base.BaseCorrect, task.Base.Fixed, task.Base.Broken));
        Assert.Equal((1, 1, 0), (task.OnlyFirst, task.OnlySecond, task.OtherQuestion));
        Assert.Equal((1.0, 1.0), (task.Base.PValue, task.HolmPValue));
        Assert.Equal(["prompt"], comparison.Differences.Select(d => d.What));
        Assert.Equal((4, 4), (task.Vectors[0].First.Samples, task.Vectors[0].Second.Samples));
    }

    [Fact]
    public void Should_Match_Samples_Of_Changed_Data_By_Their_Questions()
    {
        var before = Write("before.tsv", ["1", "Q", "x", "y", "z", "A", "t"], ["2", "Q", "x", "y", "z", "A", "t"], ["3", "Q", "x", "y", "z", "A", "t"]);
        var after = Write("after.tsv", ["1", "Q", "x", "y", "z", "A", "t"], ["2", "other", "x", "y", "z", "A", "t"], ["3", "Q", "x", "changed", "z", "A", "t"], ["4", "Q", "x", "y", "z", "A", "t"]);
        using var store = new ResultStore(_folder.File("store"));
        var one = Stored(store, "p", before, Unknown, ("1", true), ("2", true), ("3", true));
        var two = Stored(store, "p", after, Unknown, ("1", false), ("2", true), ("3", true), ("4", true));

        var task = Assert.Single(SweepComparison.Of(store, [one, two], new CompareRequest(), _notes.Add).Pairs[0].Tasks);
        Assert.Equal((1, 1, 2), (task.Base.Samples, task.Base.Broken, task.OtherQuestion));
        Assert.DoesNotContain(_notes, n => n.Contains("cannot be seen", StringComparison.Ordinal));

        var byIndex = Assert.Single(SweepComparison.Of(store, [one, two], new CompareRequest { ByIndex = true }, _notes.Add).Pairs[0].Tasks);
        Assert.Equal((2, 1, 1), (byIndex.Base.Samples, byIndex.Base.Broken, byIndex.OtherQuestion));

        File.Delete(after);
        Assert.Contains("no sample in common", Assert.Throws<SelectionException>(() => SweepComparison.Of(store, [one, two], new CompareRequest(), _notes.Add)).Message, StringComparison.Ordinal);
        Assert.Contains(_notes, n => n.Contains("cannot be seen", StringComparison.Ordinal) && n.Contains(two.ShortId, StringComparison.Ordinal));
    }

    [Fact]
    public void Should_Test_Clusters_As_One_And_Correct_For_Every_Task_Of_Every_Pair()
    {
        using var store = new ResultStore(_folder.File("store"));
        List<(string, bool)> wrong = [.. Enumerable.Range(0, 8).Select(i => ($"{i}", false))];
        List<(string, bool)> right = [.. Enumerable.Range(0, 8).Select(i => ($"{i}", true))];
        var one = Stored(store, "p1", Alone, [.. wrong]);
        var pairs = SweepComparison.Of(store, [one, Stored(store, "p2", Alone, [.. right]), Stored(store, "p3", Alone, [.. wrong])], new CompareRequest(), _notes.Add).Pairs;
        Assert.Equal(2.0 / 256, pairs[0].Tasks[0].Base.PValue, 12);
        Assert.Equal(4.0 / 256, pairs[0].Tasks[0].HolmPValue, 12);
        Assert.Equal(1, pairs[1].Tasks[0].HolmPValue);

        var clustered = Stored(store, "p4", _ => "cluster", [.. right]);
        var together = SweepComparison.Of(store, [clustered, one], new CompareRequest(), _notes.Add).Pairs[0].All;
        Assert.Equal((8, 1), (together.Samples, together.Clusters));
        Assert.Equal(1, together.PValue, 12);

        // What one sweep does not know, the other does.
        var unknown = Stored(store, "p5", Unknown, [.. wrong]);
        var told = SweepComparison.Of(store, [unknown, clustered], new CompareRequest(), _notes.Add).Pairs[0];
        Assert.Equal((1, 1, 1), (told.All.Clusters, told.Tasks[0].Vectors[0].First.Clusters, told.Tasks[0].Vectors[0].Second.Clusters));
    }

    [Fact]
    public void Should_Compare_Vectors_Over_All_Samples_Where_There_Are_Several_Tasks()
    {
        using var store = new ResultStore(_folder.File("store"));
        // Three samples of t, one of u, all of them with index 1 to 3: under layer 1 the first sweep answers t wrong, the second one u.
        var one = Swept("p1", "t");
        var two = Swept("p2", "u");

        var pair = SweepComparison.Of(store, [one, two], new CompareRequest(), _notes.Add).Pairs[0];
        var all = Assert.Single(pair.AllVectors);
        Assert.Equal((4, 4, SweepPair.AllSamples), (all.First.Samples, all.Second.Samples, all.First.Task));
        Assert.Equal([0, -0.75], all.First.WholeDeltas.Take(2));
        Assert.Equal([0, -0.25], all.Second.WholeDeltas.Take(2));
        Assert.Equal(1, all.Pearson, 12);

        Assert.Empty(SweepComparison.Of(store, [one, two], new CompareRequest { Task = "t" }, _notes.Add).Pairs[0].AllVectors);

        StoredSweep Swept(string prompt, string wrong)
        {
            var sweep = Stored(store, prompt, Alone);
            foreach (var (task, index) in new[] { ("t", "1"), ("t", "2"), ("t", "3"), ("u", "1") })
            {
                store.Add(sweep.Id, [.. new Knockout?[] { null, new(0, Module.Attention), new(1, Module.Attention) }.Select(k =>
                    SomeRows.Row(task, index, k, k?.Layer == 1 && task == wrong ? [-2, -1, -3] : [-1, -2, -3], 'A'))]);
            }

            return sweep;
        }
    }

    [Fact]
    public void Should_Compare_Vectors_Over_Samples_That_Both_Tried_Their_Layers_On()
    {
        using var store = new ResultStore(_folder.File("store"));
        var all = Stored(store, "p1", Alone, [.. Enumerable.Range(0, 8).Select(i => ($"{i}", i % 2 == 0))]);
        // Layers on the even ones; of the rest, the base model alone.
        var part = Stored(store, "p2", Alone, [.. Enumerable.Range(0, 4).Select(i => ($"{2 * i}", false))]);
        foreach (var index in new[] { "1", "3", "5", "7" })
            store.Add(part.Id, [SomeRows.Row("t", index, null, [-1, -2, -3], 'A')]);

        foreach (var pair in new[] { (all, part), (part, all) }.Select(p => SweepComparison.Of(store, [p.Item1, p.Item2], new CompareRequest(), _notes.Add).Pairs[0]))
        {
            var vectors = Assert.Single(pair.Tasks[0].Vectors);
            Assert.Equal((8, 4, 4), (pair.All.Samples, vectors.First.Samples, vectors.Second.Samples));
            Assert.Equal([0, 4], new[] { vectors.First.BaseCorrect, vectors.Second.BaseCorrect }.Order());
            Assert.Equal(200, vectors.Halves.Splits);
        }
    }

    [Fact]
    public void Should_Know_An_Image_That_Several_Tasks_Ask_About()
    {
        using var store = new ResultStore(_folder.File("store"));
        var (one, two) = (Swept("p1", right: false), Swept("p2", right: true));

        var pair = SweepComparison.Of(store, [one, two], new CompareRequest(), _notes.Add).Pairs[0];

        Assert.Equal((12, 4), (pair.All.Samples, pair.All.Clusters));
        Assert.Equal(2.0 / 16, pair.All.PValue, 12);
        Assert.Equal(4, Assert.Single(pair.AllVectors).First.Clusters);

        StoredSweep Swept(string prompt, bool right)
        {
            var sweep = Stored(store, prompt, Alone);
            foreach (var (task, sample) in from task in new[] { "t", "u", "v" } from sample in Enumerable.Range(0, 4) select (task, sample))
            {
                store.Add(sweep.Id, [.. new Knockout?[] { null, new(0, Module.Attention) }.Select(k =>
                    SomeRows.Row(task, $"{task}{sample}", k, right ? [-1, -2, -3] : [-2, -1, -3], 'A') with { Cluster = $"image {sample}" })]);
            }

            return sweep;
        }
    }

    private static string? Alone(string index) => index;

    private static string? Unknown(string index) => null;

    private string Write(string name, params string[][] rows) => _folder.Write(name, PandasTsv.Write(Columns, rows));

    /// <summary>A sweep on data that are there no more, by the name of its prompt.</summary>
    private static StoredSweep Stored(ResultStore store, string prompt, Func<string, string?> cluster, params (string Index, bool Right)[] samples) =>
        Stored(store, prompt, null, cluster, samples);

    private static StoredSweep Stored(ResultStore store, string prompt, string? path, Func<string, string?> cluster, params (string Index, bool Right)[] samples)
    {
        var some = SomeRows.Sweep();
        using var opened = path is null ? null : DataSets.Open(path);
        var sweep = some with
        {
            Key = some.Key with { PromptFingerprint = new string(prompt[^1], 64), DataSetFingerprint = opened?.Fingerprint ?? new string('d', 64) },
            Facts = some.Facts with { DataSetPath = path },
        };
        store.AddSweep(sweep);
        foreach (var (index, right) in samples)
        {
            store.Add(sweep.Id, [.. new Knockout?[] { null, new(0, Module.Attention), new(1, Module.Attention) }.Select(k =>
                SomeRows.Row("t", index, k, right ? [-1, -2, -3] : [-2, -1, -3], 'A') with { Cluster = cluster(index) })]);
        }

        return sweep;
    }
}
