using TaLo.Scoring;
using TaLo.Tasks;

namespace TaLo.Tests.Scoring;

/// <summary>Each row is what VLMEvalKit's <c>can_infer</c> and <c>YOrN_Extraction</c> give for the same answer and options.</summary>
public class AnswerExtractionTests
{
    private static readonly VqaQuestion Animals = Of("a red cat", "Dog", "two horses", "a fish");

    [Theory]
    [InlineData("B", 'B')]
    [InlineData("(B)", 'B')]
    [InlineData("B.", 'B')]
    [InlineData(" **B** ", 'B')]
    [InlineData("B: Dog", 'B')]
    [InlineData("The answer is B", 'B')]
    [InlineData("The correct answer is option {C}!", 'C')]
    [InlineData("Answer:[D]", 'D')]
    public void Should_Find_A_Letter_That_Stands_Alone(string answer, char option) => Assert.Equal(option, Option(answer));

    [Theory]
    [InlineData("b")] // letters are capitals
    [InlineData("A or B")] // two of them
    [InlineData("A, B, C and D are wrong")]
    [InlineData("AB")]
    [InlineData("'B'")] // quotation marks are no separators
    [InlineData("E")] // no such option
    [InlineData("")]
    [InlineData("I do not know.")]
    public void Should_Find_None_Where_None_Or_Several_Are_Named(string answer) => Assert.Null(Option(answer));

    [Fact]
    public void Should_Want_The_Letter_Among_The_Last_Four_Words()
    {
        Assert.Equal('B', Option("B one two three"));
        Assert.Null(Option("B one two three four"));
        Assert.Equal('B', Option("I have thought long about it, and: B"));
        // The first place of the letter counts.
        Assert.Null(Option("B is what I think that it is: B"));
    }

    [Theory]
    [InlineData("dog", 'B')]
    [InlineData("It shows DOGS", 'B')] // a part of a word is enough
    [InlineData("I see two horses.", 'C')]
    [InlineData("B one two three four, a fish", 'D')] // the letter is too far from the end
    public void Should_Find_An_Options_Text(string answer, char option) => Assert.Equal(option, Option(answer));

    [Fact]
    public void Should_Find_No_Text_Where_Several_Are_Named_Or_The_Answer_Is_Long()
    {
        Assert.Null(Option("a dog and a fish"));
        // More than twice as long as all options together: 28 characters.
        Assert.Equal('B', Option("dog" + new string('.', 53)));
        Assert.Null(Option("dog" + new string('.', 54)));
    }

    [Fact]
    public void Should_Take_A_Lone_A_For_The_Letter()
    {
        Assert.Equal('A', Option("A dog"));
        Assert.Equal('B', Option("A dog is shown in it here"));
    }

    [Theory]
    [InlineData("Z")]
    [InlineData("Z, not the dog")]
    [InlineData("Sorry, I can't help with images of people yet. B")]
    [InlineData("I'm sorry, but without the image provided I say B")]
    [InlineData("Cannot determine the answer: B")]
    public void Should_Take_A_Refusal_For_No_Option(string answer) => Assert.Null(Option(answer));

    [Theory]
    [InlineData("Yes", 'A')]
    [InlineData("no.", 'B')]
    [InlineData("Yes, there is a dog.", 'A')]
    [InlineData("There is none, so: NO!", 'B')]
    [InlineData("Yes and no", null)]
    [InlineData("Nothing", null)]
    [InlineData("yesno", null)]
    [InlineData("A", null)]
    public void Should_Find_Yes_Or_No_As_A_Word(string answer, char? option) =>
        Assert.Equal(option, AnswerExtraction.Option(answer, Of("Yes", "No"), QuestionKind.YesNo));

    [Theory]
    [InlineData("B.", true)]
    [InlineData("(B)", true)]
    [InlineData("**B**", true)]
    [InlineData("B: Dog", true)]
    [InlineData("B\n", true)]
    [InlineData("B", false)] // may yet be Bears
    [InlineData("A dog", false)]
    [InlineData("B, ", false)]
    [InlineData("The answer is B.", false)]
    [InlineData("E.", false)]
    [InlineData("", false)]
    public void Should_End_An_Answer_That_Has_Named_A_Letter_And_Closed_It(string answer, bool decided) =>
        Assert.Equal(decided, AnswerExtraction.IsDecided(answer, "ABCD"));

    private static char? Option(string answer) => AnswerExtraction.Option(answer, Animals, QuestionKind.Options);

    private static VqaQuestion Of(params string[] options) =>
        new("?", null, [.. options.Select((o, i) => new AnswerOption((char)('A' + i), o))], []);
}
