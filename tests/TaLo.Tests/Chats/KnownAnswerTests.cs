using TaLo.Chats;
using TaLo.Tasks;

namespace TaLo.Tests.Chats;

public sealed class KnownAnswerTests
{
    private static readonly VqaQuestion Question = new("Which?", null, [new('A', "red"), new('B', "a red car"), new('C', "The tree")], []);

    [Theory]
    [InlineData("B", true)]
    [InlineData("b", true)]
    [InlineData("(B)", true)]
    [InlineData("B. a red car", true)]
    [InlineData("**B**", true)]
    [InlineData("The answer is B.", true)]
    [InlineData("The correct option is (B), I think", true)]
    [InlineData("It is a Red Car!", true)]
    [InlineData("red", false)]
    [InlineData("A", false)]
    [InlineData("A car", false)]
    [InlineData("a red car, or the tree", false)]
    [InlineData("Because", false)]
    [InlineData("D", false)]
    [InlineData("", false)]
    public void Should_judge_an_answer_to_a_question_with_options(string answer, bool right) =>
        Assert.Equal(right, KnownAnswer.Of(Question, "B")!.IsRight(answer));

    [Theory]
    [InlineData("The Two cats.", true)]
    [InlineData("2 cats", true)]
    [InlineData("cats", false)]
    [InlineData("two cats and a dog", false)]
    public void Should_judge_an_answer_to_an_open_question(string answer, bool right) =>
        Assert.Equal(right, KnownAnswer.Of(Question with { Options = [] }, "two cats")!.IsRight(answer));

    [Fact]
    public void Should_know_an_option_by_its_text_and_nothing_where_the_answer_is_none()
    {
        Assert.Equal("C. The tree", KnownAnswer.Of(Question, "The tree")!.ToString());
        Assert.Null(KnownAnswer.Of(Question, "E"));
        Assert.Null(KnownAnswer.Of(Question, " "));
        Assert.Null(KnownAnswer.Of(Question));
    }
}
