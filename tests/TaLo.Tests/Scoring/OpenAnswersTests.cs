using TaLo.Scoring;
using TaLo.Tasks;

namespace TaLo.Tests.Scoring;

/// <summary>The metrics, on examples computed by hand and on those of their papers and evaluation scripts.</summary>
public class OpenAnswersTests
{
    [Theory]
    [InlineData("The Dog.", "dog")]
    [InlineData("a  red\ncar", "red car")]
    [InlineData("Two", "2")]
    [InlineData("none", "0")]
    [InlineData("twenty one", "twenty 1")]
    [InlineData("1,000", "1000")] // a comma between digits: every mark goes
    [InlineData("3.5", "3.5")] // a full stop before a digit stays
    [InlineData("U.S.", "us")]
    [InlineData("black-white", "black white")] // no space beside it: a space
    [InlineData("black - white", "black white")] // a space beside it: nothing
    [InlineData("dont", "don't")]
    [InlineData("couldnt've", "couldn't've")]
    [InlineData("couldn'tve", "couldn't've")]
    [InlineData("I'm an adult", "i'm adult")]
    [InlineData("its well", "its well")]
    [InlineData("", "")]
    public void Should_Normalise_As_VQA_Does(string text, string normalised) => Assert.Equal(normalised, VqaText.Normalised(text));

    [Theory]
    [InlineData("A dog.", 1)]
    [InlineData("puppy", 1)]
    [InlineData("dogs", 0)]
    public void Exact_Should_Accept_Any_Of_The_Answers(string answer, double score) =>
        Assert.Equal(score, OpenAnswers.Score(AnswerMetric.Exact, answer, ["dog", "puppy"]));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0.3)] // nine leave one that said it: 9 · 1/3 / 10
    [InlineData(2, 0.6)] // 8 · 2/3 + 2 · 1/3
    [InlineData(3, 0.9)] // 7 · 1 + 3 · 2/3
    [InlineData(4, 1)]
    [InlineData(10, 1)]
    public void Soft_Accuracy_Should_Leave_One_Annotator_Out(int same, double score)
    {
        string[] accepted = [.. Enumerable.Repeat("A stop sign", same), .. Enumerable.Range(0, 10 - same).Select(i => $"other{i}")];
        Assert.Equal(score, OpenAnswers.Score(AnswerMetric.Soft, "stop sign", accepted), 12);
    }

    [Theory]
    [InlineData("105", "100", 1)]
    [InlineData("95", "100", 1)]
    [InlineData("105.1", "100", 0)]
    [InlineData("94.9", "100", 0)]
    [InlineData("10.4%", "0.1", 1)] // pix2struct's: a share is its hundredth
    [InlineData("10%", "10", 0)]
    [InlineData("-100", "100", 0)]
    [InlineData("0.01", "0", 0)] // nothing is within 5 % of zero but itself
    [InlineData("0", "0", 1)]
    [InlineData("Blue", "blue", 1)]
    [InlineData("the blue", "blue", 0)]
    [InlineData("1,000", "1000", 0)] // a number with commas is a text
    public void Relaxed_Accuracy_Should_Allow_Five_Percent(string answer, string accepted, double score) =>
        Assert.Equal(score, OpenAnswers.Score(AnswerMetric.Relaxed, answer, [accepted]));

    [Theory]
    [InlineData("Coca Cola", 1)]
    [InlineData("  coca   cola ", 1)]
    [InlineData("coca cole", 8.0 / 9)]
    [InlineData("coke", 0)] // six of nine to change: a third
    [InlineData("Coca Cola Company", 9.0 / 17)] // 8 of 17 to take out
    [InlineData("Coca Cola Company of", 0)] // 11 of 20: below a half
    [InlineData("pepsi", 0)]
    public void Anls_Should_Be_The_Similarity_From_A_Half_On(string answer, double score) =>
        Assert.Equal(score, OpenAnswers.Score(AnswerMetric.Anls, answer, ["coca cola"]), 12);

    [Fact]
    public void Anls_Should_Take_The_Nearest_Answer() =>
        Assert.Equal(1, OpenAnswers.Score(AnswerMetric.Anls, "1989", ["12.03.1989", "1989"]));

    [Fact]
    public void Should_Name_Its_Metrics()
    {
        Assert.Equal(["exact", "soft", "relaxed", "anls"], Enum.GetValues<AnswerMetric>().Select(m => m.Name()));
        Assert.All(Enum.GetValues<AnswerMetric>(), m => Assert.Equal(m, OpenAnswers.Parse(m.Name().ToUpperInvariant())));
        Assert.Contains("write exact, soft, relaxed, anls", Assert.Throws<SelectionException>(() => OpenAnswers.Parse("bleu")).Message);
    }
}
