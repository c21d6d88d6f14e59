using CsCheck;
using TaLo.Scoring;

namespace TaLo.Tests.Scoring;

public sealed class LetterScorerTests
{
    private static readonly LetterTokens Tokens = LetterTokens.Find(new FakeModel(), "Answer:", "ABCD");

    [Fact]
    public void Should_Normalise_Over_The_Options_Present()
    {
        var logits = Logits(('A', 1f), ('B', 2f), ('C', 9f), ('D', 1f));

        var score = LetterScorer.Score(logits, Tokens, Samples.Of("ABD", answer: 'B'));

        Assert.Equal(1.0, score.LogProbabilities.Sum(Math.Exp), 12);
        Assert.Equal(Math.Exp(2) / (Math.Exp(2) + (2 * Math.E)), Math.Exp(score.LogProbabilities[1]), 12);
        Assert.Equal(('B', true), (score.Predicted, score.Correct));
        Assert.Equal(1.0, score.Margin, 12);
        var everything = Math.Exp(2) + (2 * Math.E) + Math.Exp(9) + FakeModel.VocabularySize - 4;
        Assert.Equal((Math.Exp(2) + (2 * Math.E)) / everything, score.LetterMass, 12);
    }

    [Fact]
    public void Should_Take_The_First_Of_Equals()
    {
        var score = LetterScorer.Score(Logits(('B', 3f), ('C', 3f)), Tokens, Samples.Of("ABC", answer: 'C'));

        Assert.Equal(('B', false, 0.0), (score.Predicted, score.Correct, score.Margin));
    }

    [Theory]
    [InlineData(float.MaxValue, 1.0)]
    [InlineData(-float.MaxValue, 0.0)]
    public void Should_Bear_Extreme_Logits(float logit, double mass)
    {
        var score = LetterScorer.Score(Logits(('A', logit), ('B', logit)), Tokens, Samples.Of());

        Assert.All(score.LogProbabilities, logProbability => Assert.Equal(Math.Log(0.5), logProbability, 12));
        Assert.Equal(mass, score.LetterMass);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void Should_Refuse_Broken_Logits(float logit)
    {
        var logits = Logits(('A', 1f));
        logits[^1] = logit;

        var error = Assert.Throws<ModelException>(() => LetterScorer.Score(logits, Tokens, Samples.Of()));

        Assert.StartsWith("index 1: the logit of token 323 is ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Agree_With_Itself_On_Any_Logits()
    {
        Gen.Select(Gen.Float[-30, 30].Array[4], Gen.Char['A', 'D']).Sample((values, answer) =>
        {
            var logits = Logits(('A', values[0]), ('B', values[1]), ('C', values[2]), ('D', values[3]));
            var score = LetterScorer.Score(logits, Tokens, Samples.Of("ABCD", answer));

            Assert.Equal(1.0, score.LogProbabilities.Sum(Math.Exp), 9);
            Assert.Equal(score.Predicted == answer, score.Correct);
            Assert.True(score.Correct ? score.Margin >= 0 : score.Margin <= 0);
            var wrong = score.LogProbabilities.Where((_, i) => i != answer - 'A').Max();
            Assert.Equal(score.LogProbabilities[answer - 'A'] - wrong, score.Margin, 9);
            Assert.InRange(score.LetterMass, 0, 1);
        });
    }

    private static float[] Logits(params (char Letter, float Logit)[] letters)
    {
        var logits = new float[FakeModel.VocabularySize];
        foreach (var (letter, logit) in letters) logits[FakeModel.SpacedA + letter - 'A'] = logit;
        return logits;
    }
}
