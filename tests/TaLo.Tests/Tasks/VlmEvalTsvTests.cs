using TaLo.Tasks;

namespace TaLo.Tests.Tasks;

public sealed class VlmEvalTsvTests : IDisposable
{
    private static readonly string[] Header = ["index", "question", "hint", "A", "B", "C", "answer", "category", "l2-category"];
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Should_Read_A_Sample_Whole()
    {
        using var data = Open(Header, ["7", "Which\tone?\n\"This\"?", "Look.", "cat", "dog", "", "b", "animals", "things"]);

        var sample = data.Load(Assert.Single(data.Samples));

        Assert.Equal(("7", "animals", "things", "Look."), (sample.Index, sample.Task, sample.TaskGroup, sample.Question.Hint));
        Assert.Equal("Which\tone?\n\"This\"?", sample.Question.Text);
        Assert.Equal([new AnswerOption('A', "cat"), new AnswerOption('B', "dog")], sample.Question.Options);
        Assert.Equal('B', sample.Answer);
        Assert.Empty(sample.Question.Images);
        Assert.Equal("data", data.Name);
    }

    [Fact]
    public void Should_Treat_Only_Nothing_And_Nan_As_Absent()
    {
        using var data = Open(Header, ["1", "Q", "nan", "None", "nan", "N/A", "C", "nan", ""]);

        var sample = data.Load(data.Samples[0]);

        Assert.Null(sample.Question.Hint);
        Assert.Equal([new AnswerOption('A', "None"), new AnswerOption('C', "N/A")], sample.Question.Options);
        Assert.Equal(("data", null), (sample.Task, sample.TaskGroup));
    }

    [Theory]
    [InlineData("\n", false)]
    [InlineData("\r\n", false)]
    [InlineData("\n", true)]
    [InlineData("\r\n", true)]
    public void Should_Read_Any_Row_In_Any_Order(string newLine, bool byteOrderMark)
    {
        var text = PandasTsv.Write(["answer", "B", "extra", "A", "question", "index"],
            ["A", "no", "x", "ye\"s\"", "first 😀é", "10"],
            ["B", "no", "x", "yes\nand\tno", "second", "11"],
            ["yes", "no", "x", "yes", "third", "12"]).Replace("\n", newLine);
        using var data = VlmEvalTsv.Open(_folder.Write("data.tsv", (byteOrderMark ? "\uFEFF" : "") + text.TrimEnd()));

        var questions = data.Samples.Reverse().Select(s => data.Load(s).Question.Text);

        Assert.Equal(["third", "second", "first 😀é"], questions);
        Assert.Equal('A', data.Load(data.Samples[2]).Answer);
    }

    [Theory]
    [InlineData("A", 'A')]
    [InlineData(" b ", 'B')]
    [InlineData("B", 'B')]
    [InlineData("sun", 'A')]
    [InlineData("C", 'B')]
    public void Should_Understand_The_Answer(string answer, char letter)
    {
        using var data = Open(Header, ["1", "Q", "", "sun", "C", "", answer, "t", ""]);

        Assert.Equal(letter, data.Load(data.Samples[0]).Answer);
    }

    [Theory]
    [InlineData("x", "y", "D", "line 2 (index 1): the answer 'D' is none of the options A, B")]
    [InlineData("x", "x", "x", "the answer 'x' is the text of several options")]
    [InlineData("x", "y", "", "has no answer")]
    [InlineData("x", "", "A", "open question (1 options); letter scoring needs options")]
    public void Should_Refuse_A_Sample_That_Cannot_Be_Scored(string a, string b, string answer, string why)
    {
        using var data = Open(Header, ["1", "Q", "", a, b, "", answer, "t", ""]);

        var error = Assert.Throws<SampleException>(() => data.Load(data.Samples[0]));

        Assert.Contains("data.tsv", error.Message, StringComparison.Ordinal);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Notice_That_The_File_Changed()
    {
        var path = _folder.Write("data.tsv", PandasTsv.Write(Header, ["1", "Q", "", "a", "b", "", "A", "t", ""]));
        using var data = VlmEvalTsv.Open(path);
        File.WriteAllText(path, PandasTsv.Write(Header, ["2", "Other", "", "a", "b", "", "A", "t", ""]));

        var error = Assert.Throws<SampleException>(() => data.Load(data.Samples[0]));

        Assert.Contains("has changed", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_List_Tasks_With_Their_Counts()
    {
        using var data = Open(Header,
            ["1", "Q", "", "a", "b", "", "A", "flags", "maps"],
            ["2", "Q", "", "a", "b", "", "A", "alone", ""],
            ["3", "Q", "", "a", "b", "", "A", "flags", "maps"],
            ["4", "Q", "", "a", "b", "", "A", "borders", "maps"]);

        Assert.Equal(
            [new TaskCount("borders", "maps", 1), new TaskCount("flags", "maps", 2), new TaskCount("alone", null, 1)],
            TaskListing.Of(data.Samples));
    }

    private VlmEvalTsv Open(string[] header, params string[][] rows) =>
        VlmEvalTsv.Open(_folder.Write("data.tsv", PandasTsv.Write(header, rows)));
}
