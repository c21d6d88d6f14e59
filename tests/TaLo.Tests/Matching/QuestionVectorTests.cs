using CsCheck;
using TaLo.Matching;

namespace TaLo.Tests.Matching;

public class QuestionVectorTests
{
    [Theory]
    [InlineData("Whose flag is at the top?", "whose FLAG is at the top")]
    [InlineData("Whose flag is at the top?", "Whose flag is at the top?\nA. Cuba\nB. India\nC. Israel")]
    [InlineData("Whose flag is at the top?", "Question: Whose flag is at the top? (A) Cuba (B) India")]
    [InlineData("Whose flag is at the top?", "Hint: Look.\nTwice.\nQuestion: Whose flag is at the top?\nOptions:\nA. Cuba\nB. India\nPlease select the correct answer from the options above.\n")]
    [InlineData("Whose flag is at the top?", "Whose flag is at the top? a) Cuba b) India c) Israel")]
    [InlineData("Is vitamin A. good?", "is vitamin a good")]
    public void Should_See_The_Same_Question(string one, string other) =>
        Assert.InRange(Cosine(one, other), 1 - 1e-12, 1);

    [Fact]
    public void Should_Stay_Near_A_Misspelling_And_Far_From_Another_Question()
    {
        const string question = "Which continent is the country on?";

        Assert.InRange(Cosine(question, "Which contienent is teh contry on?"), 0.6, 0.95);
        Assert.InRange(Cosine(question, "Which continents are the countries on?"), 0.7, 0.99);
        Assert.InRange(Cosine(question, "What is the man doing?"), 0, 0.3);
    }

    [Fact]
    public void Should_Let_Common_Words_Say_Little_And_Question_Words_Much()
    {
        Assert.True(Cosine("Where is the dog?", "Where is the cup?") > Cosine("Where is the dog?", "Whose is the cup?") + 0.2);
        Assert.InRange(Cosine("Show me the picture of the flag", "flag"), 0.6, 1);
    }

    [Fact]
    public void Should_Compare_Scripts_Without_Spaces() =>
        Assert.True(Cosine("图中有几个苹果", "图中有几个香蕉") > Cosine("图中有几个苹果", "这是哪个国家的旗") + 0.2);

    [Theory]
    [InlineData("")]
    [InlineData("?!")]
    [InlineData("\ud800")]
    public void Should_Be_Far_From_Everything_Without_A_Word(string text)
    {
        Assert.InRange(Cosine(text, "Which flag?"), 0, 0.01);
        Assert.InRange(QuestionVector.Mean([]).Cosine(QuestionVector.Of("Which flag?")), 0, 0);
    }

    [Fact]
    public void Should_Be_Symmetric_And_Between_Nought_And_One() =>
        Gen.Select(Gen.String, Gen.String).Sample((a, b) =>
        {
            Assert.InRange(Cosine(a, b), 0, 1);
            Assert.Equal(Cosine(a, b), Cosine(b, a), 1e-9);
        });

    private static double Cosine(string one, string other) => QuestionVector.Of(one).Cosine(QuestionVector.Of(other));
}
