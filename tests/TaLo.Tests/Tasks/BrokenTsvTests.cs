using System.Text;
using TaLo.Tasks.Readers;

namespace TaLo.Tests.Tasks;

public sealed class BrokenTsvTests : IDisposable
{
    private const string Head = "index\tquestion\tA\tB\tanswer\n";
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData(Head, "no rows; is the file cut off?")]
    [InlineData("index;query;A;B;answer\n1;q;a;b;A\n", "found the columns index;query;A;B;answer; for questions there is no question or query")]
    [InlineData("index\tcaption\timage\n1\tq\ti\n", "found the columns index, caption, image; for questions there is no question")]
    [InlineData("index\tquestion\tA\tA\tanswer\n", "line 1: two columns are called 'A'")]
    [InlineData(Head + "1\tq\ta\tb\tA\n2\tq\ta\tb\n", "line 3: 4 fields where the header has 5")]
    [InlineData(Head + "1\tq\n\tr\ta\tb\tA\n", "line 2: 2 fields where the header has 5")]
    [InlineData(Head + "1\tq\ta\tb\tA\n2\t\"q\ta\tb\tA\n3\tq\ta\tb\tA\n", "line 3: a quote opens here and is never closed")]
    [InlineData(Head + "1\t\"q\n\"\ta\tb\tA\n1\tq\ta\tb\tA\n", "line 4: index 1 was there before, on line 2")]
    [InlineData(Head + "\tq\ta\tb\tA\n", "line 2: the index is empty")]
    [InlineData(Head + "1\tq\0\ta\tb\tA\n", "line 2: is not UTF-8 text")]
    public void Should_Say_What_Is_Wrong_With_The_File(string text, string why) =>
        Expect(why, _folder.Write("bad.tsv", text));

    [Fact]
    public void Should_Refuse_What_Is_Not_Utf8()
    {
        Expect("line 2: is not UTF-8", _folder.Write("latin.tsv", Encoding.Latin1.GetBytes(Head + "1\tGrün?\ta\tb\tA\n")));
        Expect("line 1: is not UTF-8", _folder.Write("utf16.tsv", [0xff, 0xfe, .. Encoding.Unicode.GetBytes(Head)]));
        Expect("line 1: is not UTF-8", _folder.Write("image.png", [0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13]));
    }

    [Fact]
    public void Should_Refuse_What_Is_No_File()
    {
        Expect("a folder without data: no file ends in .parquet, .jsonl", _folder.Path);
        Expect("no such file", _folder.File("nowhere.tsv"));
        Expect("no such file", _folder.File("no/where.tsv"));
        Expect("", "");
    }

    private static void Expect(string why, string path)
    {
        var error = Assert.Throws<DataSetException>(() => DataSets.Open(path).Dispose());
        Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }
}
