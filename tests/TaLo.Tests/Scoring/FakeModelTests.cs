using TaLo.Models;
using TaLo.Scoring;

namespace TaLo.Tests.Scoring;

public sealed class FakeModelTests
{
    [Fact]
    public void Should_Score_A_Sample_From_End_To_End()
    {
        using var model = new FakeModel();
        var sample = Samples.Of("ABCD");
        var prompt = PromptTemplate.Default.Render(sample, model);
        var tokens = LetterTokens.Find(model, prompt.Text, "ABCD");
        using var encoded = model.Encode(prompt.Text, prompt.Images);

        var first = LetterScorer.Score(model.Logits(encoded, []), tokens, sample);
        var knockedOut = LetterScorer.Score(model.Logits(encoded, [new Knockout(1, Module.Attention)]), tokens, sample);
        var again = LetterScorer.Score(model.Logits(encoded, []), tokens, sample);

        Assert.Equal(first.LogProbabilities, again.LogProbabilities);
        Assert.NotEqual(first.LogProbabilities, knockedOut.LogProbabilities);
        Assert.Equal((1, 3, 1), (model.EncodeCalls, model.LogitsCalls, model.LivePrompts));
    }
}
