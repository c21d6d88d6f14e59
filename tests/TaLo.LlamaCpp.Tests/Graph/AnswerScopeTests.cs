using TaLo.LlamaCpp.Prompts;
using TaLo.LlamaCpp.Tests.Chats;
using TaLo.Models;

namespace TaLo.LlamaCpp.Tests.Graph;

/// <summary>
/// The oracle of the answer's scope: stock llama.cpp reads the prompt but its last token with the plain file; that state is loaded into
/// a context of the really zeroed file, which reads the last token and goes on. Equal to the bit.
/// </summary>
public sealed class AnswerScopeTests(TinyModels models) : IClassFixture<TinyModels>
{
    private const string Text = "Question: which of these is the larger one?\nA. seven\nB. three\nAnswer:";

    private static readonly Knockout[] Knockouts =
        [.. new[] { "layer 0 answer", "attention 3 answer", "uniform 4 answer", "ffn 7 answer", "attention 7 answer" }.Select(Knockout.Parse)];

    [Theory]
    [MemberData(nameof(TinyModels.Architectures), MemberType = typeof(TinyModels))]
    public void Should_equal_a_zeroed_file_that_goes_on_from_the_base_models_state(string architecture, bool image)
    {
        var mmproj = image ? models.Mmproj(architecture) : null;
        using var hooked = LlamaVisionModel.Load(TinyModels.Options(models.Model(architecture), mmproj));
        using var prompt = Encode(hooked, image, Scope.Answer);
        var path = models.Model(architecture);
        hooked.Logits(prompt, []);
        Reload(hooked, prompt);
        var before = hooked.Logits(prompt, []).ToArray();
        Assert.Equal(Stock(path, mmproj, m => Encode(m, image, Scope.Answer), path).First, before);
        foreach (var set in Knockouts.Select(k => new KnockoutSet(k)).Append(KnockoutSet.Parse("attention 3 answer, uniform 4 answer, ffn 7 answer")))
        {
            var (first, generated) = Stock(path, mmproj, m => Encode(m, image, Scope.Answer), models.Zeroed(architecture, set));
            Reload(hooked, prompt);
            Assert.Equal(first, hooked.Logits(prompt, set.Knockouts).ToArray());
            Assert.NotEqual(before, first);
            Reload(hooked, prompt);
            Assert.Equal(generated.Tokens, hooked.Generate(prompt, set.Knockouts, new GenerationOptions(Talk.Greedy.MaxTokens)).Tokens);
        }
        Reload(hooked, prompt);
        Assert.Equal(before, hooked.Logits(prompt, []).ToArray());
    }

    [Theory]
    [MemberData(nameof(TinyModels.Architectures), MemberType = typeof(TinyModels))]
    public void Should_answer_conversations_so_and_switch_without_reading_them_again(string architecture, bool image)
    {
        var mmproj = image ? models.Mmproj(architecture) : null;
        var question = image ? Talk.User("What is it, and where?", 3, 4) : Talk.User("What is it, and where?");
        using var hooked = LlamaVisionModel.Load(TinyModels.Options(models.Model(architecture), mmproj));
        hooked.Answer([question]);
        var plain = hooked.Latest();
        foreach (var (i, knockout) in Knockouts.Index())
        {
            var figures = hooked.Answer([question], [knockout], Talk.Greedy).Figures;
            Talk.AssertSame(Expected(architecture, mmproj, question, knockout), hooked.Latest(), $"{architecture}, {knockout}");
            if (i > 0)
                Assert.Equal(figures.PromptTokens - 1, figures.ReusedTokens);
        }
        hooked.Answer([question]);
        Talk.AssertSame(plain, hooked.Latest(), $"{architecture}, switched off again");
    }

    [Fact]
    public void Should_be_what_a_fresh_conversation_is_when_it_grew_turn_by_turn()
    {
        using var grown = LlamaVisionModel.Load(TinyModels.Options(models.Model("qwen2vl"), models.Mmproj("qwen2vl")));
        List<ChatTurn> turns = [Talk.User("What is it?", 3)];
        foreach (var text in new[] { "And there?", "So?" })
        {
            turns.Add(grown.Answer(turns, Knockouts[1]));
            turns.Add(Talk.User(text));
        }
        grown.Answer(turns, [Knockouts[2]], Talk.Greedy);
        var figures = grown.Answer(turns, [Knockouts[1]], Talk.Greedy).Figures;
        Assert.Equal(figures.PromptTokens - 1, figures.ReusedTokens);

        using var fresh = LlamaVisionModel.Load(TinyModels.Options(models.Model("qwen2vl"), models.Mmproj("qwen2vl")));
        fresh.Answer(turns, Knockouts[1]);
        Talk.AssertSame(fresh.Latest(), grown.Latest(), "grown");
    }

    [Fact]
    public void Should_go_together_with_what_the_whole_prompt_is_read_under()
    {
        Knockout[] both = [new(2, Module.Attention), new Knockout(5, KnockoutKind.Zero(Module.Ffn).In(Scope.Answer))];
        using var hooked = LlamaVisionModel.Load(TinyModels.Options(models.Model("qwen2")));
        using var prompt = Encode(hooked, image: false, Scope.Answer);
        hooked.Logits(prompt, []);
        var together = hooked.Logits(prompt, both).ToArray();

        using var zeroed = LlamaVisionModel.Load(TinyModels.Options(models.Zeroed("qwen2", both[0])));
        using var same = Encode(zeroed, image: false, Scope.Answer);
        Assert.Equal(zeroed.Logits(same, [both[1]]).ToArray(), together);
    }

    private static IEncodedPrompt Encode(LlamaVisionModel model, bool image, Scope scope) => Oracle.Encode(model, Text, image, scope);

    private static IEncodedPrompt Render(LlamaVisionModel model, ChatTurn question)
    {
        var markers = string.Concat(question.Images.Select(_ => model.ImageMarker + "\n"));
        return model.Encode(model.RenderChat([new ChatMessage("user", markers + question.Text)]), question.Images, Scope.Answer);
    }

    /// <summary>A loaded state lies at other places where a window slides, which is another order of sums: then a pass that was held against it is the measure.</summary>
    private (int[] Tokens, float[] Logits) Expected(string architecture, string? mmproj, ChatTurn question, Knockout knockout)
    {
        if (TinyModels.Decoders[architecture].SlidingWindow == 0)
            return Stock(models.Model(architecture), mmproj, m => Render(m, question), models.Zeroed(architecture, knockout)).Generated;
        using var model = LlamaVisionModel.Load(TinyModels.Options(models.Model(architecture), mmproj));
        using var prompt = Render(model, question);
        var first = model.Logits(prompt, [knockout]).ToArray();
        return Talk.GoOn(model, first, Talk.Position(prompt), Talk.Greedy.MaxTokens);
    }

    /// <summary>Takes the last token out of a context, its state out and in again: as the oracle's came in.</summary>
    private static void Reload(LlamaVisionModel model, IEncodedPrompt prompt)
    {
        // Behind a loaded state a sliding window lets go of its first places, so that there is no way back.
        if (!model.Decoder.CutAt(Talk.Position(prompt) - 1))
        {
            model.Logits(prompt, []);
            Assert.True(model.Decoder.CutAt(Talk.Position(prompt) - 1));
        }
        Load(model, Save(model));
    }

    private static unsafe byte[] Save(LlamaVisionModel model)
    {
        var state = new byte[model.Decoder.Handle.GetStateSize()];
        fixed (byte* p = state)
            Assert.Equal((nuint)state.Length, model.Decoder.Handle.GetState(p, (nuint)state.Length));
        return state;
    }

    private static unsafe void Load(LlamaVisionModel model, byte[] state)
    {
        fixed (byte* p = state)
            Assert.Equal((nuint)state.Length, model.Decoder.Handle.SetState(p, (nuint)state.Length));
    }

    /// <summary>Stock llama.cpp: the plain file reads the prompt but its last token, another file goes on.</summary>
    /// <returns>The logits behind the prompt; the tokens that follow, and the logits that the last of them was taken from.</returns>
    private static (float[] First, (int[] Tokens, float[] Logits) Generated) Stock(
        string path, string? mmproj, Func<LlamaVisionModel, IEncodedPrompt> encode, string other)
    {
        using var plain = LlamaVisionModel.Load(TinyModels.Options(path, mmproj) with { InstallHook = false });
        using var prompt = encode(plain);
        plain.Logits(prompt, []);
        var end = Talk.Position(prompt) - 1;
        Assert.True(plain.Decoder.CutAt(end));
        using var zeroed = LlamaVisionModel.Load(TinyModels.Options(other, mmproj) with { InstallHook = false });
        Load(zeroed, Save(plain));
        zeroed.Decoder.DecodeTokens([((EncodedPrompt)prompt).Chunks[^1].Tokens[^1]], end, logitsOfLast: true);
        var first = zeroed.Decoder.LastLogits().ToArray();
        return (first, Talk.GoOn(zeroed, first, end + 1, Talk.Greedy.MaxTokens));
    }
}
