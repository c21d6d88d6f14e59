using TaLo.Scoring;

namespace TaLo.Tests.Scoring;

public sealed class LetterTokensTests
{
    [Theory]
    [InlineData("x <__media__> q\nAnswer:", LetterForm.Spaced)]
    [InlineData("<|im_start|>assistant\n", LetterForm.Bare)]
    [InlineData("Question? [/INST]", LetterForm.Bare)]
    [InlineData("Question?<|im_end|>", LetterForm.Bare)]
    [InlineData("Question? [INST]", LetterForm.Spaced)]
    [InlineData("The answer is (", LetterForm.Spaced)]
    [InlineData("<__media__>", LetterForm.Bare)]
    public void Should_Take_The_Form_That_Fits_The_Prompts_End(string prompt, LetterForm form)
    {
        var tokens = LetterTokens.Find(new FakeModel(), prompt, "ABD");

        Assert.Equal(form, tokens.Form);
        var first = form == LetterForm.Bare ? FakeModel.BareA : FakeModel.SpacedA;
        Assert.Equal([first, first + 1, first + 3], tokens.Ids);
    }

    [Fact]
    public void Should_Fall_Back_To_The_Other_Form()
    {
        Assert.Equal(LetterForm.Bare, LetterTokens.Find(new FakeModel { HasSpacedLetters = false }, "Answer:", "AB").Form);
        Assert.Equal(LetterForm.Spaced, LetterTokens.Find(new FakeModel { HasBareLetters = false }, "assistant\n", "AB").Form);
    }

    [Fact]
    public void Should_Say_When_Letters_Are_Not_One_Token()
    {
        using var model = new FakeModel { HasBareLetters = false, HasSpacedLetters = false };

        var error = Assert.Throws<ModelException>(() => LetterTokens.Find(model, "Answer:", "AB"));

        Assert.StartsWith("fake: the option letters AB are not one token each", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Not_Take_A_Letter_That_Merges_With_What_Stands_Before_It()
    {
        // The space before the answer and the letter become one token: the bare letter never follows that space.
        var tokens = LetterTokens.Find(new FakeModel(), "Answer: ", "AB");

        Assert.Equal(LetterForm.Spaced, tokens.Form);
    }
}
