using TaLo.Tasks;
using TaLo.Tasks.Readers;

namespace TaLo.Tests.Tasks;

public sealed class TsvClustersTests : IDisposable
{
    private static readonly string[] Columns = ["index", "question", "A", "B", "answer"];
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Should_Join_Rows_That_Share_An_Image()
    {
        var (one, other) = (PandasTsv.Base64(1), PandasTsv.Base64(2));
        // Equal cells, a reference to a later row, a list that joins two images.
        Assert.Equal(["1", "2", "1", "2", "5", "6"], Clusters("data", "image", (1, one), (2, other), (3, one), (4, "2"), (5, PandasTsv.Base64(3)), (6, "")));
        Assert.Equal(["1", "1", "1"], Clusters("data", "image", (1, "3"), (2, "1"), (3, one)));
        Assert.Equal(["1", "1", "1", "4"], Clusters("data", "image", (1, one), (2, other), (3, $"['{one}', '{other}']"), (4, PandasTsv.Base64(4))));
    }

    [Fact]
    public void Should_Join_Rows_That_Share_A_Path() =>
        Assert.Equal(["1", "2", "1", "2"], Clusters("data", "image_path", (1, "a.png"), (2, "b.png"), (3, "a.png"), (4, "['c.png', 'b.png']")));

    [Fact]
    public void Should_Join_Copies_Of_One_Question()
    {
        Assert.Equal(["1", "2", "1", "2"], Clusters("data", "g_index", (1, "7"), (2, "8"), (3, "7"), (4, "8")));
        Assert.Equal(["1", "2", "1000001", "3000002"], Clusters("plain", "hint", (1, ""), (2, ""), (1000001, ""), (3000002, "")));
        Assert.Equal(["1", "2", "1", "2"], Clusters("MMBench_DEV_EN", "hint", (1, ""), (2, ""), (1000001, ""), (3000002, "")));
        // The column knows better than the name.
        Assert.Equal(["1", "1000001"], Clusters("some_circular", "g_index", (1, "1"), (1000001, "2")));
    }

    [Fact]
    public void Should_Leave_Rows_Without_Anything_In_Common_Alone_And_Not_Stumble_Over_References_To_Nowhere() =>
        Assert.Equal(["1", "2", "3"], Clusters("data", "image", (1, ""), (2, "nowhere"), (3, "3")));

    [Fact]
    public void Should_Tell_The_Samples_And_Count_Them_In_The_Listing()
    {
        var image = PandasTsv.Base64(1);
        using var data = Open("data", "image", [(1, image), (2, image)]);
        Assert.Equal("1", data.Load(data.Samples[1]).Cluster);
        Assert.Equal((2, 1), (TaskListing.Of(data.Samples)[0].Samples, TaskListing.Of(data.Samples)[0].Clusters));
    }

    private IEnumerable<string?> Clusters(string name, string column, params (int Index, string Cell)[] rows)
    {
        using var data = Open(name, column, rows);
        return [.. data.Samples.Select(s => s.Cluster)];
    }

    private IDataSet Open(string name, string column, (int Index, string Cell)[] rows) => DataSets.Open(
        _folder.Write($"{name}.tsv", PandasTsv.Write([.. Columns, column], [.. rows.Select(r => new[] { $"{r.Index}", "Q?", "x", "y", "A", r.Cell })])));
}
