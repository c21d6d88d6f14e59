using TaLo.Models;
using TaLo.Scoring;
using TaLo.Tasks;

namespace TaLo.Tests.Scoring;

public sealed class ChoiceScorerTests
{
    private static readonly FakeModel Model = new();

    [Fact]
    public void Should_Ask_Each_Option_Behind_The_Prompt_And_Alone()
    {
        var asked = ChoiceScorer.Ask(Question("Which is larger?", "seven", "three"), PromptTemplate.Choice, Model);

        Assert.Equal(
            [new("Question: Which is larger?\nAnswer:", " seven"), new("Question: Which is larger?\nAnswer:", " three"), new("", " seven"), new Continuation("", " three")],
            asked.Continuations);
    }

    /// <summary>lm-evaluation-harness's <c>doc_to_text</c> of HellaSwag, OpenBookQA and BoolQ.</summary>
    [Theory]
    [InlineData(Wording.Asked, "Question: Which is larger\nAnswer:")]
    [InlineData(Wording.ToContinue, "Which is larger")]
    [InlineData(Wording.Unmarked, "Question: Which is larger?\nAnswer:")]
    public void Should_Ask_As_The_Data_Words_It(Wording wording, string expected)
    {
        var asked = ChoiceScorer.Ask(Question("Which is larger", "seven", "three"), PromptTemplate.Choice.For(wording), Model);

        Assert.Equal((expected, " seven"), (asked.Continuations[0].Context, asked.Continuations[0].Text));
        Assert.Equal(wording == Wording.Asked, PromptTemplate.Choice.For(wording).Fingerprint == PromptTemplate.Choice.Fingerprint);
        Assert.Equal(2, PromptTemplate.Choice.WithShots(2, 0).For(wording).Shots);
        var own = PromptTemplate.Parse("{question}!", "own", showsOptions: false);
        Assert.Same(own, own.For(wording));
    }

    [Fact]
    public void Should_Ask_Minimal_Pairs_Without_A_Prompt()
    {
        var asked = ChoiceScorer.Ask(Question("", "The cat sleeps.", "The cat sleep."), PromptTemplate.Choice, Model);

        Assert.Equal([new("", "The cat sleeps."), new Continuation("", "The cat sleep.")], asked.Continuations);
    }

    [Fact]
    public void Should_Score_The_Rest_Of_A_Sentence_Behind_Each_Option()
    {
        // WinoGrande's partial scoring: what is read differs, what is scored is the same.
        var sample = Question("The trophy is too big for the case, so _ must go.", "the trophy", "the case");
        sample = sample with
        {
            Question = sample.Question with
            {
                Options = [.. sample.Question.Options.Select(o => o with { Partial = new PartialScoring($"The trophy is too big for the case, so {o.Text}", "must go.") })],
            },
        };

        var asked = ChoiceScorer.Ask(sample, PromptTemplate.Choice, Model);
        var pass = ChoiceScorer.Score([-3, -5], sample);

        Assert.Equal(
            [new("The trophy is too big for the case, so the trophy", " must go."), new Continuation("The trophy is too big for the case, so the case", " must go.")],
            asked.Continuations);
        Assert.Equal(('A', 2.0), (pass.Predicted, pass.Margin));
        Assert.Equal([8, 8], pass.Choice!.Bytes);
        Assert.Null(pass.Choice.Unconditional);
    }

    [Fact]
    public void Should_Put_No_Space_Behind_A_Chat_Template()
    {
        var asked = ChoiceScorer.Ask(Question("Which?", "seven", "three"), PromptTemplate.Parse("chat: yes\n---\n{question}", "t", showsOptions: false), Model);

        Assert.Equal(["seven", "three", "seven", "three"], asked.Continuations.Select(c => c.Text));
        Assert.EndsWith("assistant\n", asked.Continuations[0].Context, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Read_The_Same_Scores_In_Three_Ways()
    {
        // By hand: sums −6, −7, −9; per byte −6/2, −7/7, −9/3; less what the options have alone: −6+2, −7+2, −9+8.
        var pass = ChoiceScorer.Score([-6, -7, -9, -2, -2, -8], Question("Which?", "no", "perhaps", "yes") with { Answer = 'C' });

        Assert.Equal(('A', -3.0), (pass.Predicted, pass.Margin));
        Assert.Equal(pass, pass.Read(ChoiceReading.Sum));
        Assert.Equal(('B', -3.0 - -1.0), Decision(pass.Read(ChoiceReading.PerByte)));
        Assert.Equal(('C', -1.0 - -4.0), Decision(pass.Read(ChoiceReading.MutualInformation)));
        Assert.Equal(1, pass.LetterMass);

        static (char, double) Decision(ScoredPass p) => (p.Predicted, p.Margin);
    }

    [Fact]
    public void Should_Count_Bytes_And_Not_Characters()
    {
        Assert.Equal([5, 6], ChoiceScorer.Score([-1, -2], Question("", "größ"[..3] + "e", "数学")).Choice!.Bytes);
    }

    [Fact]
    public void Should_Refuse_A_Reading_That_A_Pass_Does_Not_Have()
    {
        var letter = LetterScorer.Score(new float[FakeModel.VocabularySize], LetterTokens.Find(Model, "Answer:", "AB"), Samples.Of());
        var pair = ChoiceScorer.Score([-1, -2], Question("", "a", "b"));

        Assert.Contains("scored by letter", Assert.Throws<OutcomeException>(() => letter.Read(ChoiceReading.PerByte)).Message, StringComparison.Ordinal);
        Assert.Contains("write acc or acc_norm", Assert.Throws<OutcomeException>(() => pair.Read(ChoiceReading.MutualInformation)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("same", "same", "same text")]
    [InlineData("one", " ", "empty")]
    public void Should_Pass_Over_Options_That_Say_Nothing(string a, string b, string why)
    {
        var error = Assert.Throws<SampleException>(() => ChoiceScorer.Ask(Question("Which?", a, b), PromptTemplate.Choice, Model));

        Assert.StartsWith("index 1: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("letter", null, "letter")]
    [InlineData("CHOICE", null, "choice")]
    [InlineData("choice", "<|endoftext|>", "choice after <|endoftext|>")]
    public void Should_Name_The_Scoring(string word, string? separator, string name) => Assert.Equal(name, ScoringMethod.Parse(word, separator).Name);

    [Theory]
    [InlineData("letters", null)]
    [InlineData("letter", "x")]
    [InlineData("choice", "")]
    public void Should_Refuse_Scoring_That_There_Is_Not(string word, string? separator) =>
        Assert.Throws<SelectionException>(() => ScoringMethod.Parse(word, separator));

    [Fact]
    public void Should_Know_The_Readings_By_The_Fields_Names()
    {
        Assert.All(Enum.GetValues<ChoiceReading>(), r => Assert.Equal(r, ChoiceReadings.Parse(r.Name())));
        Assert.Contains("acc_norm", Assert.Throws<SelectionException>(() => ChoiceReadings.Parse("norm")).Message, StringComparison.Ordinal);
    }

    private static VqaSample Question(string text, params string[] options) => new("1", "task", null, new VqaQuestion(
        text, null, [.. options.Select((o, i) => new AnswerOption((char)('A' + i), o))], []), 'A');
}
