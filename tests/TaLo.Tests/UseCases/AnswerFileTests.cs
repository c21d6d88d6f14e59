using System.Text;
using TaLo.UseCases;

namespace TaLo.Tests.UseCases;

public sealed class AnswerFileTests : IDisposable
{
    private readonly string path = Path.GetTempFileName();

    public void Dispose() => File.Delete(path);

    [Theory]
    [InlineData("")]
    [InlineData("{\"id\": \"1\", \"que")]
    public void Should_Begin_Where_Nothing_Was_Answered(string content)
    {
        File.WriteAllText(path, content);
        using (AnswerFile.Open(path)) { }

        Assert.Equal(content.Length == 0 ? "" : content + "\n", File.ReadAllText(path));
    }

    [Theory]
    [InlineData("index\tquestion\n")]
    [InlineData("\n")]
    [InlineData("a note\nand another, cut o")]
    public void Should_Refuse_A_File_That_Holds_No_Answers(string content)
    {
        File.WriteAllText(path, content);
        Assert.Contains($"{path}: is there already and holds no answers", Assert.Throws<ChatException>(() => AnswerFile.Open(path)).Message);
        Assert.Equal(content, File.ReadAllText(path));
    }

    /// <summary>Half a character is no text for .NET's JSON reader, wherever it stands.</summary>
    [Theory]
    [InlineData("{\"id\": \"\\ud83d\", \"key\": \"k\", \"answer\": {\"text\": \"B\"}}")]
    [InlineData("{\"id\": \"2\", \"key\": \"k\", \"answer\": {\"text\": \"\\ud83d\"}}")]
    [InlineData("{\"id\": \"2\", \"key\": \"k\", \"answer\": {\"text\": \"B")]
    public void Should_Ask_Again_What_Is_No_Whole_Answer(string line)
    {
        const string Whole = "{\"id\": \"1\", \"key\": \"k\", \"answer\": {\"text\": \"A\"}}";
        File.WriteAllText(path, $"{Whole}\n{line}", new UTF8Encoding(false));
        using (var answers = AnswerFile.Open(path))
        {
            Assert.Equal("A", answers.Find("1", "k")?.Answer);
            Assert.Null(answers.Find("2", "k"));
        }

        Assert.Equal($"{Whole}\n{line}\n", File.ReadAllText(path));
    }

    [Theory]
    [InlineData("end_of_turn", true)]
    [InlineData("length", true)]
    [InlineData("context_full", false)]
    public void Should_Ask_Again_Where_The_Context_Was_Full(string end, bool isAnswered)
    {
        File.WriteAllText(path, $"{{\"id\": \"1\", \"key\": \"k\", \"base\": {{\"text\": \"A\", \"end\": \"length\"}}, \"bypassed\": {{\"text\": \"A\", \"end\": \"{end}\"}}}}\n");
        using var answers = AnswerFile.Open(path);
        Assert.Equal(isAnswered, answers.Find("1", "k") is not null);
    }
}
