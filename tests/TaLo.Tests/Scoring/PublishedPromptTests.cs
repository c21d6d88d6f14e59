using TaLo.Scoring;

namespace TaLo.Tests.Scoring;

/// <summary>Published prompts are what their authors' code makes of a question; see each prompt's source.</summary>
public sealed class PublishedPromptTests
{
    private const string Image = "<__media__>";

    [Theory]
    [InlineData("llava", $"{Image}\nLook.\nWhich one?\nA. text A\nB. text B\nAnswer with the option's letter from the given choices directly.")]
    [InlineData("internvl", $"{Image}\nLook.\nWhich one?\nA. text A\nB. text B\nAnswer with the option's letter from the given choices directly.")]
    [InlineData("qwen2-vl", $"{Image}Hint: Look.\nQuestion: Which one?\nOptions:\nA. text A\nB. text B\nPlease select the correct answer from the options above.")]
    [InlineData("vlmevalkit", $"{Image}Hint: Look.\nQuestion: Which one?\nOptions:\nA. text A\nB. text B\nPlease select the correct answer from the options above. \n")]
    [InlineData("mmbench", $"{Image}\nLook. Which one? There are several options:\nA. text A\nB. text B")]
    [InlineData("minicpm-v", "Carefully read the following question and select the letter corresponding to the correct answer. Highlight the applicable choices without giving "
        + $"explanations.\nPlease just indicate your choice.\n{Image}\nHint: Look.\nQuestion: Which one?\nOptions:\nA. text A\nB. text B")]
    [InlineData("smolvlm", $"{Image}Hint: Look.\nQuestion: Which one?\nChoices:\nA. text A\nB. text B\nAnswer with the letter.")]
    public void Should_Ask_Through_The_Chat_Template(string name, string expected)
    {
        var text = PublishedPrompt.Or(name).Render(Samples.Of(hint: "Look."), new FakeModel()).Text;
        Assert.Equal($"<|im_start|>user\n{expected}<|im_end|>\n<|im_start|>assistant\n{(name == "smolvlm" ? " Answer:" : "")}", text);
    }

    [Theory]
    [InlineData("scienceqa", null, $"{Image}\nQuestion: Which one?\nContext: N/A\nOptions: (A) text A (B) text B\nAnswer: The answer is")]
    [InlineData("scienceqa", "Look.", $"{Image}\nQuestion: Which one?\nContext: Look.\nOptions: (A) text A (B) text B\nAnswer: The answer is")]
    [InlineData("mmlu", null, $"{Image}\nWhich one?\nA. text A\nB. text B\nAnswer:")]
    public void Should_Ask_As_Text(string name, string? hint, string expected) =>
        Assert.Equal(expected, PublishedPrompt.Or(name).Render(Samples.Of(hint: hint), new FakeModel()).Text);

    [Fact]
    public void Should_Leave_Out_A_Hint_That_There_Is_Not() => Assert.Equal(
        $"<|im_start|>user\n{Image}\nWhich one? There are several options:\nA. text A\nB. text B<|im_end|>\n<|im_start|>assistant\n",
        PublishedPrompt.Or("MMBench").Render(Samples.Of(), new FakeModel()).Text);

    [Fact]
    public void Should_Have_A_Test_And_A_Source_For_Each()
    {
        var tested = GetType().GetMethods().SelectMany(m => m.GetCustomAttributes(typeof(InlineDataAttribute), false).Cast<InlineDataAttribute>())
            .Select(a => a.GetData(null!).Single()[0]).Distinct().Order();
        Assert.Equal(PublishedPrompt.All.Select(p => (object)p.Name), tested);
        Assert.All(PublishedPrompt.All, p => Assert.NotEmpty(p.Source));
    }

    [Fact]
    public void Should_Take_A_Name_Or_A_File()
    {
        using var folder = new Tasks.TempFolder();
        Assert.Equal("own.txt", Path.GetFileName(PublishedPrompt.Or(folder.Write("own.txt", "{question}\n{options}\n")).Name));
        Assert.Contains("did you mean llava?", Assert.Throws<PromptException>(() => PublishedPrompt.Or("llavva")).Message, StringComparison.Ordinal);
        Assert.Contains("gone.txt", Assert.Throws<PromptException>(() => PublishedPrompt.Or("gone.txt")).Message, StringComparison.Ordinal);
    }
}
