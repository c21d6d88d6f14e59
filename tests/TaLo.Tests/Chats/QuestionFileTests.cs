using TaLo.Chats;
using TaLo.Tasks.Readers;

namespace TaLo.Tests.Chats;

public sealed class QuestionFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("talo-questions-").FullName;

    [Fact]
    public void Should_Read_Json_Lines_With_Images_Beside_The_File()
    {
        Write("a.png", "A");
        Write("b.png", "B");
        var path = Write("q.jsonl",
            """
            {"id": 7, "question": "What?", "image": "a.png"}

            {"id": "x", "question": "Which?", "images": ["a.png", "b.png"]}
            {"id": "y", "question": "Why?", "image": null}
            {"question": "Who?"}
            """);
        var questions = QuestionFile.Open(path).Select(q => q()).ToList();
        Assert.Equal([("7", "What?", 1), ("x", "Which?", 2), ("y", "Why?", 0), ("5", "Who?", 0)], questions.Select(q => (q.Id, q.Text, q.Images.Count)));
        Assert.Equal((byte)'B', questions[1].Images[1].Span[0]);
    }

    [Theory]
    [InlineData("{\"id\": 1, \"question\": ", "is not JSON")]
    [InlineData("[]", "is no JSON object")]
    [InlineData("{\"id\": 1, \"question\": \"\"}", "has no question")]
    [InlineData("{\"id\": 0, \"question\": \"Again?\"}", "id 0 was there before")]
    [InlineData("{\"id\": 1, \"question\": \"What?\", \"image\": 3}", "image is neither")]
    [InlineData("{\"id\": 1, \"question\": \"What?\", \"image\": \"none.png\"}", "none.png does not exist")]
    public void Should_Name_The_Line_That_Cannot_Be_Used(string line, string why)
    {
        var path = Write("q.jsonl", $"{{\"id\": 0, \"question\": \"First?\"}}\n{line}\n{{\"id\": 9, \"question\": \"Last?\"}}\n");
        var questions = QuestionFile.Open(path).ToList();
        Assert.Equal(3, questions.Count);
        Assert.Equal("0", questions[0]().Id);
        var e = Assert.Throws<SampleException>(() => questions[1]());
        Assert.StartsWith($"{path} line 2: ", e.Message, StringComparison.Ordinal);
        Assert.Contains(why, e.Message, StringComparison.Ordinal);
        Assert.Equal("9", questions[2]().Id);
    }

    [Fact]
    public void Should_Read_Rows_With_Options_As_They_Are_Scored_And_Open_Ones_Plainly()
    {
        var path = Write("q.tsv", "index\tquestion\tA\tB\thint\n1\tWhich?\tone\ttwo\tLook\n2\tWhat is it?\t\t\t\n");
        var questions = QuestionFile.Open(path).Select(q => q()).ToList();
        Assert.Equal(
            "Hint: Look\nQuestion: Which?\nOptions:\nA. one\nB. two\nPlease select the correct answer from the options above.",
            questions[0].Text.TrimEnd());
        Assert.Equal("What is it?", questions[1].Text);
    }

    [Fact]
    public void Should_Know_The_Right_Answer_Where_The_File_Does()
    {
        var rows = Write("q.tsv", "index\tquestion\tA\tB\tanswer\n1\tWhich?\tone\ttwo\tB\n2\tWhat is it?\t\t\ta cat\n3\tWhich?\tone\ttwo\t\n");
        Assert.Equal(["B. two", "a cat", null], QuestionFile.Open(rows).Select(q => q().Known?.ToString()));
        var lines = Write("q.jsonl", "{\"id\": 1, \"question\": \"How many?\", \"answer\": 2}\n{\"id\": 2, \"question\": \"Why?\"}\n");
        Assert.Equal(["2", null], QuestionFile.Open(lines).Select(q => q().Known?.ToString()));
    }

    [Fact]
    public void Should_Read_LLaVAs_Questions_With_Their_Images_Elsewhere()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "coco"));
        Write("coco/1.jpg", "photo");
        var path = Write("qa.jsonl", """{"question_id": 3, "image": "1.jpg", "text": "What is it?", "category": "conv"}""");

        var question = Assert.Single(QuestionFile.Open(path, new DataSetOptions { Images = Path.Combine(_folder, "coco") }))();

        Assert.Equal(("3", "What is it?", 1), (question.Id, question.Text, question.Images.Count));
        Assert.Contains("--images", Assert.Throws<SampleException>(() => QuestionFile.Open(path).Single()()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Ask_Lines_With_Options_With_Them()
    {
        var path = Write("arc.jsonl", """{"id": "M1", "question": "Which?", "choices": {"text": ["one", "two"], "label": ["A", "B"]}, "answerKey": "B"}""");

        var question = Assert.Single(QuestionFile.Open(path).Select(q => q()));

        Assert.Contains("A. one\nB. two", question.Text, StringComparison.Ordinal);
        Assert.Equal("B. two", question.Known?.ToString());
    }

    [Fact]
    public void Should_Refuse_Another_Kind_Of_File()
    {
        Assert.Contains("no question", Assert.Throws<DataSetException>(() => QuestionFile.Open(Write("q.csv", "a,b\n1,2\n"))).Message, StringComparison.Ordinal);
        Assert.Contains("nowhere.jsonl", Assert.Throws<DataSetException>(() => QuestionFile.Open("nowhere.jsonl")).Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Write(string name, string text)
    {
        File.WriteAllText(Path.Combine(_folder, name), text);
        return Path.Combine(_folder, name);
    }
}
