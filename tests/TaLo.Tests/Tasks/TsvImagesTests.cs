using System.Text;
using TaLo.Tasks;
using TaLo.Tasks.Readers;

namespace TaLo.Tests.Tasks;

public sealed class TsvImagesTests : IDisposable
{
    private static readonly string[] Header = ["index", "image", "image_path", "question", "A", "B", "answer"];
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Should_Follow_References_To_Other_Rows()
    {
        var (first, last) = (PandasTsv.Base64(1), PandasTsv.Base64(2));
        using var data = Open(["1", "2"], ["2", "3"], ["3", first], ["4", last], ["1000004", "4"]);

        Assert.Equal([first, first, first, last, last], data.Samples.Select(s => Only(data.Load(s))));
    }

    [Fact]
    public void Should_Be_Another_Data_Set_Where_Another_Image_Stands_Behind_A_Path()
    {
        var picture = _folder.Write("a.png", new byte[200_000]);
        string[][] rows = [["1", "", "a.png", "q", "a", "b", "A"], ["2", "", "['a.png', 'gone.png']", "q", "a", "b", "A"]];
        var before = Print();
        File.SetLastWriteTimeUtc(picture, DateTime.UtcNow.AddDays(-1));
        Assert.Equal(before, Print());

        // Of the same size and time, and other content.
        var time = File.GetLastWriteTimeUtc(picture);
        _folder.Write("a.png", [.. new byte[199_999], 1]);
        File.SetLastWriteTimeUtc(picture, time);
        Assert.NotEqual(before, Print());

        string Print()
        {
            using var data = OpenRows(rows);
            return data.Fingerprint;
        }
    }

    [Fact]
    public void Should_Go_By_Its_Own_Hash_Where_It_Holds_Its_Images()
    {
        using var data = Open(["1", PandasTsv.Base64(1, 100_000)], ["2", "1"]);
        Assert.Equal(TaLo.Models.FileFingerprint.Of(_folder.File("data.tsv")), data.Fingerprint);
    }

    [Fact]
    public void Should_Count_Rows_That_Have_An_Image()
    {
        using (var data = Open(["1", PandasTsv.Base64(1)], ["2", ""], ["3", ""], ["4", "1"]))
            Assert.Equal(2, Assert.Single(TaskListing.Of(data.Samples)).WithImages);
        using (var data = Open(["1", ""], ["2", ""]))
            Assert.Equal(0, Assert.Single(TaskListing.Of(data.Samples)).WithImages);
    }

    [Fact]
    public void Should_Read_Several_Images()
    {
        var (first, last) = (PandasTsv.Base64(1), PandasTsv.Base64(2, 31));
        using var data = Open(["1", $"['{first}', '{last}']"], ["2", $"[\"{first}\"]"], ["3", "1"], ["4", "[]"]);

        var loaded = data.Samples.Select(s => data.Load(s).Question.Images.Select(i => Convert.ToBase64String(i.Span)));

        Assert.Equal([[first, last], [first], [first, last], []], loaded);
    }

    [Fact]
    public void Should_Read_Image_Files_Beside_The_Data_Set()
    {
        Directory.CreateDirectory(_folder.File("img"));
        _folder.Write("img/it's.png", "one");
        var absolute = _folder.Write("two.png", "two");
        using var data = OpenRows(
            ["1", "", "img/it's.png", "q", "a", "b", "A"],
            ["2", "nan", absolute, "q", "a", "b", "A"],
            ["3", "", $"[\"img/it's.png\", '{absolute}', 'img/it\\'s.png']", "q", "a", "b", "A"],
            ["4", "", "", "q", "a", "b", "A"],
            ["5", "1", "", "q", "a", "b", "A"]);

        var loaded = data.Samples.Select(s => data.Load(s).Question.Images.Select(i => Encoding.UTF8.GetString(i.Span)));

        Assert.Equal([["one"], ["two"], ["one", "two", "one"], [], ["one"]], loaded);
    }

    [Theory]
    [InlineData("MMBench_DEV_EN.tsv", "images/MMBench_DEV_EN")]
    [InlineData("MMBench_DEV_EN.tsv", "images/MMBench")]
    [InlineData("MMBench_DEV_EN_local.tsv", "images/MMBench")]
    [InlineData("Video_local.tsv", "images/Video")]
    public void Should_Read_Image_Files_Where_VlmEvalKit_Puts_Them(string name, string folder)
    {
        Directory.CreateDirectory(_folder.File(folder));
        _folder.Write($"{folder}/7.jpg", "seven");
        using var data = DataSets.Open(_folder.Write(name, PandasTsv.Write(["index", "image_path", "question", "A", "B", "answer"], ["7", "7.jpg", "q", "a", "b", "A"])));

        Assert.Equal("seven", Encoding.UTF8.GetString(Assert.Single(data.Load(data.Samples[0]).Question.Images).Span));
    }

    [Theory]
    [InlineData("2", "its image refers back to row 1")]
    [InlineData("1", "its image refers back to row 1")]
    [InlineData("nowhere", "its image 'nowhere' is neither base64, nor the index of a row, nor a file")]
    [InlineData("3", "its image refers to row 3, which has none")]
    [InlineData("['AAAA", "its list of images does not end as a list does")]
    [InlineData("['AAAA]", "its list of images does not end as a list does")]
    [InlineData("[AAAA]", "its list of images does not end as a list does")]
    [InlineData("['AAA']", "its image is not valid base64")]
    [InlineData("=this=is=longer=than=any=reference=to=another=row=but=it=is=no=base64=", "its image is not valid base64")]
    public void Should_Say_What_Is_Wrong_With_An_Image(string cell, string why)
    {
        using var data = Open(["1", cell], ["2", "1"], ["3", ""]);

        var error = Assert.Throws<SampleException>(() => data.Load(data.Samples[0]));

        Assert.Contains("data.tsv line 2 (index 1): " + why, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gone.png", "does not exist")]
    [InlineData(".", "does not exist")]
    [InlineData("a\0b", "cannot be read")]
    public void Should_Name_A_Missing_Image_File(string path, string why)
    {
        if (path.Contains('\0')) path = new string('x', 5000);
        using var data = OpenRows(["1", "", path, "q", "a", "b", "A"]);

        var error = Assert.Throws<SampleException>(() => data.Load(data.Samples[0]));

        Assert.Contains("(index 1)", error.Message, StringComparison.Ordinal);
        Assert.Matches(why + "|does not exist", error.Message);
    }

    [Fact]
    public void Should_Not_Take_Images_Into_Memory_When_Opening()
    {
        const int RowCount = 96;
        var cell = Encoding.ASCII.GetBytes(PandasTsv.Base64(1, 786_432));
        var path = _folder.File("big.tsv");
        using (var file = File.Create(path))
        {
            file.Write("index\timage\tquestion\tA\tB\tanswer\n"u8);
            for (var row = 0; row < RowCount; row++)
            {
                file.Write(Encoding.ASCII.GetBytes($"{row}\t"));
                file.Write(cell);
                file.Write("\tq\ta\tb\tA\n"u8);
            }
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        using var data = DataSets.Open(path);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(RowCount, data.Samples.Count);
        Assert.True(allocated < 6 * cell.Length, $"{allocated} bytes for a file of {new FileInfo(path).Length}");
        Assert.Equal(786_432, data.Load(data.Samples[^1]).Question.Images[0].Length);
    }

    private static string Only(VqaSample sample) => Convert.ToBase64String(Assert.Single(sample.Question.Images).Span);

    private IDataSet Open(params string[][] rows) =>
        OpenRows([.. rows.Select(row => new[] { row[0], row[1], "", "q", "a", "b", "A" })]);

    private IDataSet OpenRows(params string[][] rows) =>
        DataSets.Open(_folder.Write("data.tsv", PandasTsv.Write(Header, rows)));
}
