using TaLo.Tasks;
using TaLo.Tasks.Readers;

namespace TaLo.Tests.Tasks.Readers;

public sealed class TextFormTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Should_Read_Minimal_Pairs()
    {
        using var data = Open("""
            {"sentence_good": "Who sleeps?", "sentence_bad": "Who sleep?", "field": "syntax", "linguistics_term": "agreement", "UID": "verbs", "pairID": "0"}
            {"sentence_good": "É 😀 \"so\".", "sentence_bad": "É 😀 \"so\"", "field": "syntax", "linguistics_term": "agreement", "UID": "verbs", "pairID": "1"}
            """);

        var samples = data.Samples.Select(data.Load).ToList();

        Assert.Equal([("0", "verbs", "agreement"), ("1", "verbs", "agreement")], samples.Select(s => (s.Index, s.Task, s.TaskGroup)));
        Assert.Equal([new AnswerOption('A', "É 😀 \"so\"."), new AnswerOption('B', "É 😀 \"so\"")], samples[1].Question.Options);
        Assert.All(samples, s => Assert.Equal(("", 'A', 0), (s.Question.Text, s.Answer, s.Question.Images.Count)));
    }

    [Fact]
    public void Should_Make_One_Data_Set_Of_A_Folder_Of_Paradigms()
    {
        _folder.Write("verbs.jsonl", """{"sentence_good": "a", "sentence_bad": "b", "UID": "verbs", "linguistics_term": "agreement", "pairID": "0"}""");
        _folder.Write("nouns.jsonl", """{"sentence_good": "c", "sentence_bad": "d", "UID": "nouns", "linguistics_term": "agreement", "pairID": "0"}""");
        _folder.Write("README.md", "not data");
        using var data = DataSets.Open(_folder.Path);

        Assert.Equal(["nouns-0", "verbs-0"], data.Samples.Select(s => s.Index));
        Assert.Equal("b", data.Load(data.Samples[1]).Question.Options[1].Text);
        Assert.Equal(64, data.Fingerprint.Length);
    }

    [Fact]
    public void Should_Choose_What_Makes_A_Task()
    {
        var path = _folder.Write("pairs.jsonl", """
            {"sentence_good": "a", "sentence_bad": "b", "UID": "verbs", "linguistics_term": "agreement", "field": "syntax", "pairID": "0"}
            """);
        using var plain = DataSets.Open(path);
        using var data = DataSets.Open(path, new DataSetOptions { By = "field" });

        Assert.Equal("syntax", data.Load(data.Samples[0]).Task);
        Assert.NotEqual(plain.Fingerprint, data.Fingerprint);
        var error = Assert.Throws<DataSetException>(() => DataSets.Open(path, new DataSetOptions { By = "fields" }));
        Assert.Contains("no column 'fields'", error.Message, StringComparison.Ordinal);
        Assert.Contains("did you mean field?", error.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Should_Prepare_WinoGrande_For_Partial_Scoring()
    {
        using var data = Open("""{"qID": "3X-1", "sentence": "Sarah was better than Maria so _ got the easier cases.", "option1": "Sarah", "option2": "Maria", "answer": "2"}""");

        var sample = data.Load(data.Samples[0]);

        Assert.Equal(("3X-1", 'B'), (sample.Index, sample.Answer));
        Assert.Equal(["Sarah", "Maria"], sample.Question.Options.Select(o => o.Text));
        Assert.Equal(
            [
                new PartialScoring("Sarah was better than Maria so Sarah", "got the easier cases."),
                new PartialScoring("Sarah was better than Maria so Maria", "got the easier cases."),
            ],
            sample.Question.Options.Select(o => o.Partial));
    }

    [Fact]
    public void Should_Prepare_HellaSwag_As_The_Harness_Does()
    {
        using var data = Open("""{"ind": 4, "activity_label": "Removing ice", "ctx_a": "A man [title] stands.  He", "ctx_b": "then Smiles", "ctx": "x", "endings": ["one [header] two", "b", "c", "d"], "label": "3"}""");

        var sample = data.Load(data.Samples[0]);

        Assert.Equal("Removing ice: A man. stands. He Then smiles", sample.Question.Text);
        Assert.Equal(["one two", "b", "c", "d"], sample.Question.Options.Select(o => o.Text));
        Assert.Equal('D', sample.Answer);
        Assert.Equal(Wording.ToContinue, data.Wording);
    }

    [Fact]
    public void Should_Read_Piqa()
    {
        using var data = Open("""{"goal": "Open a jar", "sol1": "Twist.", "sol2": "Shout.", "label": 0}""");

        var sample = data.Load(data.Samples[0]);

        Assert.Equal(("Open a jar", 'A'), (sample.Question.Text, sample.Answer));
        Assert.Equal(["Twist.", "Shout."], sample.Question.Options.Select(o => o.Text));
    }

    [Theory]
    [InlineData("\"answer\": true", 'B')]
    [InlineData("\"answer\": false", 'A')]
    [InlineData("\"label\": 1", 'B')]
    public void Should_Read_BoolQ(string answer, char letter)
    {
        using var data = Open($$"""{"question": "is it so", "passage": "It is.", {{answer}}}""");

        var sample = data.Load(data.Samples[0]);

        Assert.Equal(("is it so", "It is.", letter), (sample.Question.Text, sample.Question.Hint, sample.Answer));
        Assert.Equal(["no", "yes"], sample.Question.Options.Select(o => o.Text));
    }

    [Theory]
    [InlineData("""{"sentence_good": "a", "sentence_bad": "a"}""", "both sentences are the same")]
    [InlineData("""{"sentence_good": "a", "sentence_bad": null}""", "its sentence_bad is missing or empty")]
    [InlineData("""{"goal": "a", "sol1": "b", "sol2": " ", "label": 0}""", "its sol2 is missing or empty")]
    [InlineData("""{"goal": "a", "sol1": "b", "sol2": "c", "label": 2}""", "the answer 2 is none of its 2 options, which are counted from 0")]
    [InlineData("""{"goal": "a", "sol1": "b", "sol2": "c", "label": -1}""", "has no answer")]
    [InlineData("""{"goal": "a", "sol1": "b", "sol2": "c", "label": "x"}""", "its label 'x' is no number")]
    [InlineData("""{"ctx": "a", "endings": ["b"], "label": 0}""", "has 1 option; between 2 and 26 can be asked")]
    [InlineData("""{"ctx": "a", "endings": "b", "label": 0}""", "its endings are no list")]
    [InlineData("""{"sentence": "a b", "option1": "c", "option2": "d", "answer": "1"}""", "needs one gap _")]
    [InlineData("""{"sentence": "a _ b", "option1": "c", "option2": "d", "answer": "3"}""", "the answer '3' is neither 1 nor 2")]
    public void Should_Skip_A_Row_That_Cannot_Be_Asked(string line, string why)
    {
        using var data = Open("\n" + line);

        var error = Assert.Throws<SampleException>(() => data.Load(data.Samples[0]));

        Assert.Contains("data.jsonl line 2: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
    }

    [SharedDataFact("data/blimp")]
    public void Should_Read_All_Of_Blimp()
    {
        using var data = DataSets.Open(SharedDataFactAttribute.Path("data/blimp")!);

        var tasks = TaskListing.Of(data.Samples);

        Assert.Equal(67, tasks.Count);
        Assert.All(tasks, t => Assert.Equal(1000, t.Samples));
        Assert.Equal(13, tasks.Select(t => t.TaskGroup).Distinct().Count());
        Assert.Equal("Who should Derek hug after shocking Richard?", data.Load(data.Samples[0]).Question.Options[0].Text);
    }

    private IDataSet Open(string lines) => DataSets.Open(_folder.Write("data.jsonl", lines));
}
