using TaLo.Scoring;

namespace TaLo.Tests.Scoring;

public sealed class PromptTemplateTests
{
    /// <summary>A sweep that is gone on with tomorrow must ask the same, also through a template that tells the date.</summary>
    [Fact]
    public void Should_Tell_A_Chat_Template_The_Same_Day_Always()
    {
        using var model = new FakeModel();
        PromptTemplate.Default.Render(Samples.Of(), model);
        Assert.Equal(new DateTimeOffset(2024, 7, 26, 0, 0, 0, TimeSpan.Zero), model.RenderedFor);
    }

    [Fact]
    public void Should_Ask_As_VlmEvalKit_Does()
    {
        var prompt = PromptTemplate.Default.Render(Samples.Of("ABD", hint: "Look."), new FakeModel());

        Assert.Equal("""
            <|im_start|>user
            <__media__>
            Hint: Look.
            Question: Which one?
            Options:
            A. text A
            B. text B
            D. text D
            Please select the correct answer from the options above.<|im_end|>
            <|im_start|>assistant

            """, prompt.Text);
        Assert.Single(prompt.Images);
    }

    [Fact]
    public void Should_Leave_Out_What_The_Sample_Lacks()
    {
        var prompt = PromptTemplate.Default.Render(Samples.Of(images: 0), new FakeModel { ChatTemplate = null });

        Assert.Equal("""
            Question: Which one?
            Options:
            A. text A
            B. text B
            Please select the correct answer from the options above.
            Answer:
            """, prompt.Text);
        Assert.Empty(prompt.Images);
    }

    [Fact]
    public void Should_Give_Each_Image_A_Line()
    {
        var prompt = PromptTemplate.Default.Render(Samples.Of(images: 3), new FakeModel { ChatTemplate = null });

        Assert.StartsWith("<__media__>\n<__media__>\n<__media__>\nQuestion:", prompt.Text, StringComparison.Ordinal);
        Assert.Equal(3, prompt.Images.Count);
    }

    [Fact]
    public void Should_Follow_A_Template_Of_One_Owns()
    {
        var template = PromptTemplate.Parse(
            "option: ({letter}) {text}\r\nseparator: \", \"\r\nchat: no\r\n---\r\nPicture: {image}\r\n"
            + "{{{question}}}\r\n{hint}\r\n{options}\r\nThe answer is (\r\n", "own");

        var prompt = template.Render(Samples.Of(images: 2), new FakeModel());

        Assert.Equal(
            "Picture: <__media__>\nPicture: <__media__>\n{Which one?}\n(A) text A, (B) text B\nThe answer is (", prompt.Text);
    }

    [Fact]
    public void Should_Show_No_Image_Without_A_Place_For_It()
    {
        var prompt = PromptTemplate.Parse("{question}\n{options}\n\n", "blind").Render(Samples.Of(), new FakeModel());

        Assert.Equal("Which one?\nA. text A\nB. text B\n", prompt.Text);
        Assert.Empty(prompt.Images);
    }

    [Theory]
    [InlineData("{question}\n{optoins}", "own line 2: unknown placeholder {optoins}; known here: {image}, {hint}, {question}, {options}")]
    [InlineData("{question}", "own line 1: the template has no {options}")]
    [InlineData("chat: no\n---\n{options}", "own line 3: the template has no {question}")]
    [InlineData("", "the template has no {question}")]
    [InlineData("{question}\n{options\n", "own line 2: a brace without its partner")]
    [InlineData("{question}}\n{options}", "own line 1: a brace without its partner")]
    [InlineData("chat: maybe\n---\n{question}{options}", "own line 1: chat is 'maybe'; write yes or no")]
    [InlineData("chat: no\ncolour: red\n---\n{question}{options}", "own line 2: unknown setting 'colour'")]
    [InlineData("option: {text}\n---\n{question}{options}", "own line 1: option has no {letter}")]
    [InlineData("option: {letter} {image}\n---\n{question}{options}", "own line 1: unknown placeholder {image}; known here: {letter}, {text}")]
    [InlineData("shots: many\n---\n{question}{options}", "own line 1: shots is 'many'; write a whole number")]
    [InlineData("shots: 101\n---\n{question}{options}", "own line 1: shots is '101'; write a number up to 100")]
    [InlineData("images: last\n---\n{question}{options}", "own line 1: images is 'last'; write first or in place")]
    [InlineData("chat: no\nanswer: {word}\n---\n{question}{options}", "own line 2: unknown placeholder {word}; known here: {letter}, {text}")]
    [InlineData("system: <__media__>\n---\n{question}{options}", "own: the template contains the image marker <__media__>; write {image}")]
    [InlineData("shots: 2\n---\n{question}{options}", "own: no examples of task 'task' were drawn")]
    [InlineData("{image}\n{image}\n{question}\n{options}", "own line 2: {image} stands twice")]
    [InlineData("<__media__>\n{question}\n{options}", "own: the template contains the image marker <__media__>; write {image}")]
    public void Should_Say_What_Is_Wrong_With_A_Template(string text, string why)
    {
        var error = Assert.Throws<PromptException>(() => PromptTemplate.Parse(text, "own").Render(Samples.Of(), new FakeModel()));

        Assert.Contains(why, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Should_Refuse_A_Sample_That_Smuggles_In_An_Image()
    {
        var sample = Samples.Of(question: "What is <__media__>?");

        Assert.Throws<SampleException>(() => PromptTemplate.Default.Render(sample, new FakeModel()));
    }

    [Fact]
    public void Should_Have_One_Fingerprint_For_One_Prompt()
    {
        var own = PromptTemplate.Parse("{question}\n{options}\nAnswer:", "a");

        Assert.Equal(own.Fingerprint, PromptTemplate.Parse("---\r\n{question}\r\n{options}\r\nAnswer:\r\n", "b").Fingerprint);
        Assert.NotEqual(own.Fingerprint, PromptTemplate.Parse("chat: yes\n---\n{question}\n{options}\nAnswer:", "c").Fingerprint);
        Assert.NotEqual(own.Fingerprint, PromptTemplate.Parse("separator: x\n---\n{question}\n{options}\nAnswer:", "d").Fingerprint);
        // Pinned: another value here means that stored results are no longer those of the default prompt.
        Assert.Equal("846ed9b5f26c58cc63a44a692823535da5c4d97a20a888d71a1e0f4dd30c2db7", PromptTemplate.Default.Fingerprint);
        Assert.Equal("d037f462346586dd5df1855e199bf358785b2b233e6d2ddcc97a344372db1581", PromptTemplate.Choice.Fingerprint);
    }

    [Fact]
    public void Should_Read_A_Template_From_A_File()
    {
        using var folder = new Tasks.TempFolder();
        var path = folder.Write("own.txt", "{question}\n{options}\n");

        Assert.Equal(path, PromptTemplate.Open(path).Name);
        Assert.Throws<PromptException>(() => PromptTemplate.Open(folder.File("gone.txt")));
        Assert.Throws<PromptException>(() => PromptTemplate.Open(folder.Write("bad.txt", [0xff, 0xff])));
    }
}
