using TaLo.Tasks;
using TaLo.Tasks.Readers;

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

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("nan")]
    [InlineData("NaN")]
    [InlineData("NA")]
    [InlineData("N/A")]
    [InlineData("n/a")]
    [InlineData("#N/A")]
    [InlineData("null")]
    [InlineData("NULL")]
    [InlineData("None")]
    [InlineData("<NA>")]
    public void Should_Miss_What_Pandas_Misses(string missing)
    {
        using var data = Open(Header, ["1", "Q", missing, "x", missing, "none", "C", missing, missing]);

        var sample = data.Load(data.Samples[0]);

        Assert.Null(sample.Question.Hint);
        Assert.Equal([new AnswerOption('A', "x"), new AnswerOption('C', "none")], sample.Question.Options);
        Assert.Equal(("data", null, 'C'), (sample.Task, sample.TaskGroup, sample.Answer));
    }

    [Fact]
    public void Should_Take_A_Question_Without_Option_A_For_An_Open_One()
    {
        using var data = Open(Header, ["1", "How many?", "", "", "", "", "['3', 'three']", "count", ""], ["2", "Which?", "", "x", "y", "", "B", "count", ""]);

        var (question, answers) = data.LoadQuestion(data.Samples[0]);

        Assert.Empty(question.Options);
        Assert.Equal(["3", "three"], answers);
        Assert.Equal([QuestionKind.Open, QuestionKind.Options], data.Samples.Select(s => s.Traits.Kind));
    }

    [Theory]
    [InlineData("l2-category")]
    [InlineData("l2_category")]
    [InlineData("L2-category")]
    public void Should_Know_The_Group_By_Both_Spellings(string column)
    {
        using var data = Open(["index", "question", "A", "B", "answer", "category", column], ["1", "Q", "a", "b", "A", "fine", "coarse"]);

        Assert.Equal("coarse", data.Samples[0].TaskGroup);
    }

    [Fact]
    public void Should_Read_Yes_No_Questions()
    {
        using var data = Open(["index", "question", "answer", "category"], ["1", "Is it?", "Yes", "e"], ["2", "Is it not?", "no", "e"]);

        Assert.Equal(['A', 'B'], data.Samples.Select(s => data.Load(s).Answer));
        Assert.Equal([new AnswerOption('A', "Yes"), new AnswerOption('B', "No")], data.Load(data.Samples[0]).Question.Options);
        Assert.All(data.Samples, s => Assert.Equal(QuestionKind.YesNo, s.Traits.Kind));
    }

    [Fact]
    public void Should_Not_Take_An_Open_Question_For_Yes_Or_No()
    {
        using var data = Open(["index", "question", "answer"], ["1", "Is it?", "Yes"], ["2", "What is it?", "a cat"]);

        Assert.All(data.Samples, s => Assert.Equal(QuestionKind.Open, s.Traits.Kind));
        Assert.Empty(data.LoadQuestion(data.Samples[0]).Question.Options);
    }

    [Fact]
    public void Should_Leave_The_Images_Places_In_The_Question()
    {
        var (first, last) = (PandasTsv.Base64(1), PandasTsv.Base64(2));
        using var data = Open(["index", "image", "question", "A", "B", "answer"],
            ["1", $"['{first}', '{last}']", "Is <image 1> larger than <image 2>?", "<image 1>", "no", "A"]);

        var question = data.Load(data.Samples[0]).Question;

        Assert.Equal("Is <image 1> larger than <image 2>?", question.Text);
        Assert.Equal([first, last], question.Images.Select(i => Convert.ToBase64String(i.Span)));
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
        using var data = DataSets.Open(_folder.Write("data.tsv", (byteOrderMark ? "\uFEFF" : "") + text.TrimEnd()));

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
    [InlineData("x", "", "A", "open question (1 option); scoring needs options")]
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
        using var data = DataSets.Open(path);
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

        var tasks = TaskListing.Of(data.Samples);

        Assert.Equal([("borders", "maps", 1), ("flags", "maps", 2), ("alone", null, 1)], tasks.Select(t => (t.Task, t.TaskGroup, t.Samples)));
        Assert.All(tasks, t => Assert.Equal((t.Samples, 2, 2, 0), (t.Choice, t.FewestOptions, t.MostOptions, t.WithImages)));
    }

    private IDataSet Open(string[] header, params string[][] rows) =>
        DataSets.Open(_folder.Write("data.tsv", PandasTsv.Write(header, rows)));
}
