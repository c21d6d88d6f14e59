using TaLo.Scoring;
using TaLo.Sweeps;
using TaLo.Tasks;
using TaLo.Tests.Sweeps;

namespace TaLo.Tests.Scoring;

/// <summary>System message, examples, and how an answer begins.</summary>
public sealed class FewShotTests
{
    private const string Body = "{image}\n{question}\n{options}";

    [Fact]
    public void Should_Show_Examples_As_Turns_Of_The_Conversation()
    {
        var prompt = With($"chat: yes\nsystem: Be\\nshort.\nshots: 1\n---\n{Body}").Render(Samples.Of(question: "Which two?"), new FakeModel());
        Assert.Equal("""
            <|im_start|>system
            Be
            short.<|im_end|>
            <|im_start|>user
            <__media__>
            Example?
            A. text A
            B. text B<|im_end|>
            <|im_start|>assistant
            B<|im_end|>
            <|im_start|>user
            <__media__>
            Which two?
            A. text A
            B. text B<|im_end|>
            <|im_start|>assistant

            """, prompt.Text);
        Assert.Equal([7, 0], prompt.Images.Select(i => i.Span[0]));
    }

    [Fact]
    public void Should_Show_Examples_As_Text_Where_There_Are_No_Turns()
    {
        var plain = With("system: Be short.\nshots: 1\n---\n{question}\n{options}\nAnswer:").Render(Samples.Of(), new FakeModel());
        Assert.Equal("Be short.\n\nExample?\nA. text A\nB. text B\nAnswer: B\n\nWhich one?\nA. text A\nB. text B\nAnswer:", plain.Text);

        var without = With("chat: yes\nshots: 1\nanswer: ({letter}) {text}.\n---\n{question}\n{options}").Render(Samples.Of(), new FakeModel { ChatTemplate = null });
        Assert.Equal("Example?\nA. text A\nB. text B\nAnswer: (B) text B.\n\nWhich one?\nA. text A\nB. text B\nAnswer:", without.Text);
    }

    [Fact]
    public void Should_Answer_By_Text_Where_Texts_Are_Scored()
    {
        var asked = ChoiceScorer.Ask(Samples.Of(images: 0), With("shots: 1\n---\n{question}\nAnswer:"), new FakeModel());
        Assert.Equal("Example?\nAnswer: text B\n\nWhich one?\nAnswer:", asked.Continuations[0].Context);
        Assert.Equal(" text A", asked.Continuations[0].Text);
    }

    // An answer that is generated to an open question, or as yes or no, is a text: no letters are listed.
    [Fact]
    public void Should_Answer_By_Text_Where_No_Options_Are_Listed()
    {
        VqaSample open = new("2", "task", null, new VqaQuestion("How many?", null, [], []), VqaSample.NoLetter) { Kind = QuestionKind.Open, Accepted = ["two", "2"] };
        var asked = PromptTemplate.Default.WithShots(1, 0).WithSystem("Be short.").WithExamples(new Dictionary<string, IReadOnlyList<VqaSample>> { ["task"] = [open] });
        var text = GenerationPrompts.For(asked, QuestionKind.Open).Render(open with { Question = open.Question with { Text = "And here?" } }, new FakeModel()).Text;
        Assert.Equal("""
            <|im_start|>system
            Be short.<|im_end|>
            <|im_start|>user
            How many?
            Answer the question using a single word or phrase.<|im_end|>
            <|im_start|>assistant
            two<|im_end|>
            <|im_start|>user
            And here?
            Answer the question using a single word or phrase.<|im_end|>
            <|im_start|>assistant

            """, text);
        Assert.Equal("Example?\ntext B\n\nWhich one?\n", With("shots: 1\n---\n{question}\n\n").Render(Samples.Of(images: 0), new FakeModel()).Text);
    }

    [Fact]
    public void Should_Begin_The_Answer()
    {
        var template = With("chat: yes\nprefill: \" Answer:\"\nshots: 1\n---\n{question}\n{options}");
        var prompt = template.Render(Samples.Of(images: 0), new FakeModel()).Text;
        Assert.Contains("<|im_start|>assistant\nAnswer: B<|im_end|>", prompt, StringComparison.Ordinal);
        Assert.EndsWith("<|im_start|>assistant\n Answer:", prompt, StringComparison.Ordinal);
        Assert.EndsWith("B. text B\nAnswer:", template.Render(Samples.Of(images: 0), new FakeModel { ChatTemplate = null }).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Be_Another_Prompt()
    {
        var template = PromptTemplate.Parse(Body, "own");
        string[] fingerprints =
        [
            template.Fingerprint, template.WithShots(1, 0).Fingerprint, template.WithShots(2, 0).Fingerprint, template.WithShots(2, 1).Fingerprint,
            template.WithSystem("x").Fingerprint, PromptTemplate.Parse($"prefill: x\n---\n{Body}", "p").Fingerprint,
            PromptTemplate.Parse($"answer: x\n---\n{Body}", "a").Fingerprint, PromptTemplate.Parse($"no-hint: x\n---\n{Body}", "h").Fingerprint,
            PromptTemplate.Parse($"images: first\n---\n{Body}", "i").Fingerprint, PromptTemplate.Parse($"after-image: x\n---\n{Body}", "i").Fingerprint,
        ];
        Assert.Equal(fingerprints.Distinct(), fingerprints);
        Assert.Equal(template.Fingerprint, template.WithShots(1, 3).WithShots(0, 3).WithSystem("x").WithSystem("").Fingerprint);
        Assert.Equal(template.WithSystem("x").Fingerprint, PromptTemplate.Parse($"system: x\n---\n{Body}", "s").Fingerprint);
        Assert.Equal("own, 2 shots, system message", template.WithShots(2, 0).WithSystem("x").Name);
    }

    [Fact]
    public void Should_Draw_Examples_That_Are_Never_Asked()
    {
        using var data = new FakeDataSet(2, 10);
        var (prompt, left) = FewShots.Given(PromptTemplate.Default.WithShots(3, 0), ScoringMethod.Letter, data, null);
        Assert.Equal(2 * 7, left.Count);
        var shown = data.Samples.Except(left).ToList();
        Assert.All(shown.GroupBy(s => s.Task), t => Assert.Equal(3, t.Count()));
        var text = prompt.Render(data.Load(left[0]), new FakeModel()).Text;
        Assert.All(shown.Where(s => s.Task == left[0].Task), s => Assert.Contains($"Question {s.Index}?", text, StringComparison.Ordinal));
        Assert.All(shown.Where(s => s.Task != left[0].Task), s => Assert.DoesNotContain($"Question {s.Index}?", text, StringComparison.Ordinal));

        // Whatever tasks are asked for, and however often; but not with another seed.
        Assert.Equal(left, FewShots.Given(PromptTemplate.Default.WithShots(3, 0), ScoringMethod.Letter, data, ["task1"]).Samples);
        Assert.NotEqual(left, FewShots.Given(PromptTemplate.Default.WithShots(3, 1), ScoringMethod.Letter, data, null).Samples);
        Assert.Equal(data.Samples, FewShots.Given(PromptTemplate.Default, ScoringMethod.Letter, data, null).Samples);
    }

    [Fact]
    public void Should_Keep_Clusters_Of_Examples_Out_And_Draw_No_Two_Of_One()
    {
        using var data = new ClusteredData(4, copies: 3);
        var (prompt, left) = FewShots.Given(PromptTemplate.Default.WithShots(2, 0), ScoringMethod.Letter, data, null);
        Assert.Equal(6, left.Count);
        Assert.Equal(2, left.Select(s => s.Cluster).Distinct().Count());
        Assert.Equal(2, prompt.Render(data.Load(left[0]), new FakeModel()).Images.Count - 1);
    }

    [Fact]
    public void Should_Say_Where_There_Are_Too_Few()
    {
        using var data = new FakeDataSet(2, 3);
        Assert.Contains("task 'task0' has 3 samples: too few for 3 shots", Assert.Throws<SelectionException>(
            () => FewShots.Given(PromptTemplate.Default.WithShots(3, 0), ScoringMethod.Letter, data, null)).Message, StringComparison.Ordinal);
        data.Broken.UnionWith(data.Samples.Select(s => s.Index));
        Assert.Contains("another --shot-seed draws others", Assert.Throws<SelectionException>(
            () => FewShots.Given(PromptTemplate.Default.WithShots(1, 0), ScoringMethod.Letter, data, null)).Message, StringComparison.Ordinal);
    }

    private static PromptTemplate With(string text)
    {
        var example = Samples.Of(answer: 'B', question: "Example?");
        example = example with { Question = example.Question with { Images = text.Contains("{image}", StringComparison.Ordinal) ? [new ReadOnlyMemory<byte>([7])] : [] } };
        return PromptTemplate.Parse(text, "own", showsOptions: false).WithExamples(new Dictionary<string, IReadOnlyList<VqaSample>> { ["task"] = [example] });
    }

    private sealed class ClusteredData(int clusters, int copies) : IDataSet
    {
        private readonly FakeDataSet _data = new(1, clusters * copies);

        public string Name => _data.Name;

        public string Fingerprint => _data.Fingerprint;

        public IReadOnlyList<SampleRef> Samples => [.. _data.Samples.Select((s, i) => s with { Cluster = $"{i % clusters}" })];

        public VqaSample Load(SampleRef sample) => _data.Load(sample);

        public void Dispose() => _data.Dispose();
    }
}
