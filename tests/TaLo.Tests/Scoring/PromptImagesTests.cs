using TaLo.Scoring;
using TaLo.Tasks;
using TaLo.Tests.Sweeps;

namespace TaLo.Tests.Scoring;

/// <summary>Where images stand in a prompt: anywhere in a line, and where the question names them.</summary>
public sealed class PromptImagesTests
{
    private const string Marker = "<__media__>";

    [Theory]
    [InlineData("Look: {image} {question}\n{options}", 1, $"Look: {Marker} Which one?\nA. text A\nB. text B")]
    [InlineData("Look: {image} {question}\n{options}", 2, $"Look: {Marker}{Marker} Which one?\nA. text A\nB. text B")]
    [InlineData("Look: {image} {question}\n{options}", 0, "Look: Which one?\nA. text A\nB. text B")]
    [InlineData("{image}{hint} {question} Options: {options}", 1, $"{Marker}Which one? Options: A. text A\nB. text B")]
    [InlineData("after-image: \"\"\n---\n{image}\n{question}\n{options}", 2, $"{Marker}{Marker}Which one?\nA. text A\nB. text B")]
    [InlineData("{question}\n{options}\n{image}", 2, $"Which one?\nA. text A\nB. text B\n{Marker}\n{Marker}")]
    public void Should_Stand_Anywhere_In_A_Line(string template, int images, string expected)
    {
        var prompt = PromptTemplate.Parse(template, "own").Render(Samples.Of(images: images), new FakeModel());
        Assert.Equal(expected, prompt.Text);
        Assert.Equal(images, prompt.Images.Count);
    }

    [Fact]
    public void Should_Stand_Where_The_Question_Names_Them_As_VlmEvalKit_Does()
    {
        var prompt = PromptTemplate.Default.Render(Named("Is <image 3> like <image 1>, or <image 1>, or <image 9>?", "<image 4>"), new FakeModel { ChatTemplate = null });
        Assert.Equal($"""
            {Marker}
            Hint: Look.
            Question: Is {Marker} like {Marker}, or {Marker}, or <image 9>?
            Options:
            A. {Marker}
            B. none
            Please select the correct answer from the options above.
            Answer:
            """, prompt.Text);
        Assert.Equal([2, 3, 1, 1, 4], prompt.Images.Select(i => i.Span[0]));
    }

    [Fact]
    public void Should_Stand_In_Front_Where_The_Template_Says_So()
    {
        var template = PromptTemplate.Parse("images: first\n---\n{image}\n{question}\n{options}", "own");
        var prompt = template.Render(Named("Is <image 2> it?", "yes"), new FakeModel());
        Assert.Equal($"{Marker}\n{Marker}\n{Marker}\n{Marker}\nIs <image 2> it?\nA. yes\nB. none", prompt.Text);
        Assert.Equal([1, 2, 3, 4], prompt.Images.Select(i => i.Span[0]));

        var blind = PromptTemplate.Parse("{question}\n{options}", "blind").Render(Named("Is <image 2> it?", "yes"), new FakeModel());
        Assert.Equal("Is <image 2> it?\nA. yes\nB. none", blind.Text);
        Assert.Empty(blind.Images);
    }

    // Results from before named images were heeded are of other prompts, but only on data that names some.
    [Fact]
    public void Should_Be_Another_Prompt_Only_On_Data_That_Names_Images()
    {
        using var plain = new FakeDataSet(1, 2);
        Assert.Equal(PromptTemplate.Default.Fingerprint, PromptTemplate.Default.FingerprintOn(plain));

        using var folder = new Tasks.TempFolder();
        var image = Tasks.PandasTsv.Base64(1);
        var path = folder.Write("named.tsv", Tasks.PandasTsv.Write(
            ["index", "question", "A", "B", "answer", "image", "category"], ["1", "See <image 1>?", "x", "y", "A", image, "t"], ["2", "See?", "x", "y", "A", image, "t"]));
        using var named = TaLo.Tasks.Readers.DataSets.Open(path);
        Assert.Equal([true, false], named.Samples.Select(s => s.Traits.NamesImages));
        var other = PromptTemplate.Default.FingerprintOn(named);
        Assert.NotEqual(PromptTemplate.Default.Fingerprint, other);
        Assert.True(PromptTemplate.Default.IsOf(other) && PromptTemplate.Default.IsOf(PromptTemplate.Default.Fingerprint));
        var first = PromptTemplate.Parse("images: first\n---\n{image}\n{question}\n{options}", "own");
        Assert.Equal(first.Fingerprint, first.FingerprintOn(named));
        Assert.False(first.IsOf(other));
    }

    [Fact]
    public void Should_Refuse_To_Score_An_Image_As_A_Text() => Assert.Contains(
        "an option is an image", Assert.Throws<SampleException>(() => ChoiceScorer.Ask(Named("Which?", "<image 1>"), PromptTemplate.Choice, new FakeModel())).Message, StringComparison.Ordinal);

    private static VqaSample Named(string question, string optionA, string? hint = "Look.") => new("1", "task", null, new VqaQuestion(
        question, hint, [new AnswerOption('A', optionA), new AnswerOption('B', "none")],
        [.. Enumerable.Range(1, 4).Select(i => new ReadOnlyMemory<byte>([(byte)i]))]), 'A');
}
