using TaLo.Models;
using TaLo.Scoring;
using TaLo.Storage;
using TaLo.Sweeps;
using TaLo.Tests.Storage;
using TaLo.Tests.Tasks;
using TaLo.UseCases;

namespace TaLo.Tests.UseCases;

/// <summary>Which samples belong together is stored with their answers, and found out where it was not.</summary>
public sealed class ClusterLinksTests : IDisposable
{
    private static readonly Knockout Layer = new(1, Module.Attention);
    private readonly TempFolder _folder = new();
    private readonly List<string> _notes = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Should_Store_The_Cluster_And_Teach_It_To_What_Was_Stored_Before()
    {
        var sweep = Sweep(new string('0', 64), null);
        using (var store = new ResultStore(_folder.File("store")))
        {
            store.AddSweep(sweep);
            store.Add(sweep.Id, [Pass("1", null)]);
            store.Add(sweep.Id, [Pass("1", Layer) with { Cluster = "7" }]);
            store.Add(sweep.Id, [Pass("2", null), Pass("2", Layer)]);
            Assert.Equal(["7", "7", null, null], store.Passes(sweep.Id).Select(p => p.Cluster));
        }

        Assert.True(StoreCare.Check(_folder.File("store")).IsWell);
        using var again = ResultStore.OpenReadOnly(_folder.File("store"));
        Assert.Equal(["7", "7", null, null], again.Passes(sweep.Id).Select(p => p.Cluster));
    }

    [Fact]
    public void Should_Find_The_Clusters_Of_Old_Results_In_Their_Data_Set()
    {
        var image = PandasTsv.Base64(1);
        var data = _folder.Write("data.tsv", PandasTsv.Write(
            ["index", "question", "A", "B", "C", "answer", "image", "category"], ["1", "Q", "x", "y", "z", "A", image, "t"], ["2", "Q", "x", "y", "z", "A", image, "t"]));
        using var store = new ResultStore(_folder.File("store"));
        var sweep = Stored(store, Sweep(FileFingerprint.Of(data), data));

        Assert.Equal(["1", "1", "1", "1"], ClusterLinks.Passes(store, sweep, _notes.Add).Select(p => p.Cluster));
        Assert.Empty(_notes);

        File.AppendAllText(data, "3\tQ\tx\ty\tz\tA\t\tt\n");
        Assert.All(ClusterLinks.Passes(store, sweep, _notes.Add), p => Assert.Null(p.Cluster));
        Assert.Contains("each sample counts by itself", Assert.Single(_notes), StringComparison.Ordinal);
        Assert.Contains("data.tsv, or an image file that it names, has changed since the sweep", _notes[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Carry_The_Cluster_Through_Results_Files()
    {
        var file = _folder.File("results.jsonl");
        ResultLines.Write(file, [Pass("1", null) with { Cluster = "1" }, Pass("2", null) with { Cluster = "1" }], "zero");
        Assert.All(ClusterLinks.OfFile(file, _notes.Add), l => Assert.Equal("1", l.Pass.Cluster));
        Assert.Empty(_notes);

        ResultLines.Write(file, [Pass("1", null)], "zero");
        Assert.Null(Assert.Single(ClusterLinks.OfFile(file, _notes.Add)).Pass.Cluster);
        Assert.Contains("results.jsonl: it was not noted", Assert.Single(_notes), StringComparison.Ordinal);
    }

    private static StoredSweep Stored(ResultStore store, StoredSweep sweep)
    {
        store.AddSweep(sweep);
        foreach (var index in new[] { "1", "2" })
            store.Add(sweep.Id, [Pass(index, null), Pass(index, Layer)]);
        return sweep;
    }

    private static StoredSweep Sweep(string fingerprint, string? path)
    {
        var some = SomeRows.Sweep();
        return some with { Key = some.Key with { DataSetFingerprint = fingerprint }, Facts = some.Facts with { DataSetPath = path } };
    }

    private static ScoredPass Pass(string index, Knockout? knockout) =>
        SomeRows.Row("t", index, knockout, [-1, -2, knockout is null ? -3 : -4], 'A');
}
