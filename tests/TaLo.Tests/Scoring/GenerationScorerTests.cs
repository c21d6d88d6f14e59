using TaLo.Models;
using TaLo.Scoring;
using TaLo.Tasks;

namespace TaLo.Tests.Scoring;

public sealed class GenerationScorerTests : IDisposable
{
    private readonly FakeModel _model = new();

    public void Dispose() => _model.Dispose();

    [Theory]
    [InlineData("B", 'B', true)]
    [InlineData("(A) no", 'A', false)]
    [InlineData("what?", VqaSample.NoLetter, false)]
    public void Should_Score_The_Option_That_The_Answer_Names(string said, char predicted, bool correct)
    {
        var pass = Ask(Samples.Of("AB", answer: 'B'), said);

        Assert.Equal((predicted, correct, correct ? 1.0 : 0.0), (pass.Predicted, pass.Correct, pass.Generated!.Score));
        Assert.Equal(predicted == VqaSample.NoLetter, pass.IsUnmatched);
        Assert.Equal(2, pass.LogProbabilities.Count);
    }

    [Fact]
    public void Should_Have_The_Letters_Margin_Whatever_Is_Said()
    {
        var sample = Samples.Of("ABC", answer: 'C');
        using var prompt = _model.Encode("Q <__media__> A:", sample.Question.Images);
        var letter = LetterScorer.Score(_model.Logits(prompt, []), LetterTokens.Find(_model, "A:", "ABC"), sample);

        var pass = Ask(sample, "nothing");

        Assert.Equal((letter.Margin, letter.LetterMass), (pass.Margin, pass.LetterMass));
        Assert.Equal(letter.LogProbabilities, pass.LogProbabilities);
    }

    [Fact]
    public void Should_End_At_A_Letter_That_Is_Closed_And_Say_What_Was_Cut_Off()
    {
        Assert.Equal("B.", Ask(Samples.Of("AB", 'B'), "B. It is the second one").Generated!.Text);
        var cut = Ask(Samples.Of("AB", 'B'), "It is the second one", maxTokens: 5).Generated!;
        Assert.Equal(("It is", true, 0.0), (cut.Text, cut.IsCutOff, cut.Score));
        Assert.False(Ask(Samples.Of("AB", 'B'), "It is B").Generated!.IsCutOff);
    }

    [Fact]
    public void Should_Not_Score_An_Answer_That_The_Context_Cut_Off()
    {
        var sample = Samples.Of("AB", 'B');
        var scorer = new GenerationScorer(sample, "A:", _model, 32, AnswerMetric.Exact);
        var cut = new GeneratedAnswer("It is", [1, 2], AnswerEnd.ContextFull, new float[8], -1, null);
        Assert.Contains("raise --ctx", Assert.Throws<SampleException>(() => scorer.Score(cut)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Yes, it is.", 'A')]
    [InlineData("no", 'B')]
    [InlineData("Yes or no?", VqaSample.NoLetter)]
    public void Should_Read_Yes_And_No_As_Words(string said, char predicted)
    {
        var pass = Ask(YesNo(), said);
        Assert.Equal(predicted, pass.Predicted);
    }

    [Fact]
    public void Should_Compare_A_Wrong_Answer_With_The_Accepted_One_Where_There_Are_No_Letters()
    {
        var wrong = Ask(Open("a tree", "a tree", "bush"), "a house");
        // The fake model gives −0.5 to what it says and −1 − n/4 to n other tokens: a space and "a tree".
        Assert.Equal(-1 - (7 * 0.25) + 0.5, wrong.Margin);
        Assert.Equal((VqaSample.NoLetter, VqaSample.NoLetter, ""), (wrong.Predicted, wrong.Answer, wrong.Letters));
        Assert.False(wrong.Correct);
        Assert.False(wrong.IsUnmatched);

        var right = Ask(Open("a tree", "a tree", "bush"), "Bush.");
        Assert.Equal((0.0, true, 1.0), (right.Margin, right.Correct, right.Generated!.Score));
        Assert.Equal(["a tree", "a tree", "bush"], right.Generated.Accepted);
    }

    [Fact]
    public void Should_Count_A_Score_Of_A_Half_As_Right()
    {
        var sample = Open([.. Enumerable.Repeat("one", 2), .. Enumerable.Range(0, 8).Select(i => $"x{i}")]);
        var pass = Ask(sample, "1", metric: AnswerMetric.Soft);
        Assert.Equal(0.6, pass.Generated!.Score, 12);
        Assert.True(pass.Correct);
        Assert.False(Ask(sample, "x1", metric: AnswerMetric.Soft).Correct);
    }

    [Fact]
    public void Should_Refuse_Soft_Accuracy_Of_Few_Annotators() => Assert.Contains(
        "needs 4 annotators' answers or more, it has 3", Assert.Throws<SampleException>(() => Ask(Open("a", "b", "c"), "a", metric: AnswerMetric.Soft)).Message);

    [Theory]
    [InlineData(QuestionKind.Open, "Answer the question using a single word or phrase.")]
    [InlineData(QuestionKind.YesNo, "Please answer yes or no.")]
    [InlineData(QuestionKind.Options, "Please select the correct answer from the options above.")]
    public void Should_Ask_Each_Kind_Of_Question_In_Its_Own_Words(QuestionKind kind, string words)
    {
        var sample = kind == QuestionKind.Open ? Open("a") : kind == QuestionKind.YesNo ? YesNo() : Samples.Of();
        var text = GenerationPrompts.For(PromptTemplate.Default, kind).Render(sample, _model).Text;
        Assert.Contains(words + "<|im_end|>", text);
        Assert.Equal(kind == QuestionKind.Options, text.Contains("Options:"));

        var own = PromptTemplate.Parse("{question}\n{options}\nSay it:", "own");
        Assert.Same(own, GenerationPrompts.For(own, kind));
    }

    [Fact]
    public void Should_Leave_Out_The_Line_With_Options_Where_There_Are_None() => Assert.Equal(
        "Which?\nSay it:", PromptTemplate.Parse("{question}\nOptions: {options}\nSay it:", "own").Render(Open("a"), _model).Text);

    private static VqaSample Open(params string[] accepted) =>
        new("1", "task", null, new VqaQuestion("Which?", null, [], []), VqaSample.NoLetter) { Kind = QuestionKind.Open, Accepted = accepted };

    private static VqaSample YesNo() =>
        new("1", "task", null, new VqaQuestion("Is it?", null, [new('A', "yes"), new('B', "no")], []), 'A') { Kind = QuestionKind.YesNo };

    private ScoredPass Ask(VqaSample sample, string said, int maxTokens = 32, AnswerMetric metric = AnswerMetric.Exact)
    {
        _model.Says = (_, _) => said;
        using var prompt = _model.Encode(sample.Question.Images.Count > 0 ? "Q <__media__> A:" : "Q A:", sample.Question.Images);
        var scorer = new GenerationScorer(sample, "A:", _model, maxTokens, metric);
        return scorer.Score(_model.Generate(prompt, [], scorer.How));
    }
}
