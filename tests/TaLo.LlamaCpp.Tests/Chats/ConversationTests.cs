using TaLo.Models;

namespace TaLo.LlamaCpp.Tests.Chats;

/// <summary>An answer depends on its conversation and knockouts alone, never on what the context held before.</summary>
public sealed class ConversationTests(TinyModels models) : IClassFixture<TinyModels>
{
    private static readonly Knockout Bypassed = new(4, Module.Attention);

    public static TheoryData<string, bool> Architectures => TinyModels.Architectures;

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Should_equal_a_fresh_conversation_when_it_grew_turn_by_turn(string architecture, bool image)
    {
        using var grown = Load(architecture, image);
        var turns = Turns(grown, image, []);
        var figures = grown.Answer(turns, [], Talk.Greedy).Figures;
        Talk.AssertSame(Fresh(architecture, image, turns), grown.Latest(), architecture);
        Assert.InRange(figures.ReusedTokens, image ? 16 : 4, figures.PromptTokens - 1);
    }

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Should_equal_a_fresh_conversation_after_switching_the_bypass(string architecture, bool image)
    {
        using var switched = Load(architecture, image);
        var turns = Turns(switched, image, []);
        var read = switched.Answer(turns, [Bypassed], Talk.Greedy).Figures;
        Assert.Equal(0, read.ReusedTokens);
        Talk.AssertSame(Fresh(architecture, image, turns, Bypassed), switched.Latest(), $"{architecture}, switched on");

        turns = [.. turns, Talk.Assistant("Something else"), Talk.User("Go on")];
        Assert.InRange(switched.Answer(turns, [Bypassed], Talk.Greedy).Figures.ReusedTokens, 1, 1024);
        Talk.AssertSame(Fresh(architecture, image, turns, Bypassed), switched.Latest(), $"{architecture}, a turn later");

        switched.Answer(turns, []);
        Talk.AssertSame(Fresh(architecture, image, turns), switched.Latest(), $"{architecture}, switched off");
    }

    [Fact]
    public void Should_not_mind_another_conversation_in_between()
    {
        using var model = Load("qwen2vl", image: true);
        var turns = Turns(model, image: true, []);
        model.Answer([Talk.User("Another one", 9), Talk.Assistant("Yes"), Talk.User("What is it?", 3)], []);
        model.Answer(turns, []);
        Talk.AssertSame(Fresh("qwen2vl", true, turns), model.Latest(), "after another conversation");
        model.Answer([.. turns[..1], Talk.Assistant("Another answer"), Talk.User("And this?")]);
        Talk.AssertSame(
            Fresh("qwen2vl", true, [.. turns[..1], Talk.Assistant("Another answer"), Talk.User("And this?")]), model.Latest(), "branched off");
    }

    [Fact]
    public void Should_tell_images_apart_by_their_bytes()
    {
        using var model = Load("llama", image: true);
        model.Answer([Talk.User("What is it?", 3)]);
        model.Answer([Talk.User("What is it?", 4)]);
        Talk.AssertSame(Fresh("llama", true, [Talk.User("What is it?", 4)]), model.Latest(), "another image, the same text");
    }

    [Theory]
    [InlineData("llama", false)]
    [InlineData("gemma3", true)]
    public void Should_share_the_context_with_a_sweep(string architecture, bool image)
    {
        using var model = Load(architecture, image);
        using var untouched = Load(architecture, image);
        var turns = Turns(model, image, []);
        using var prompt = model.Encode("Question: what is it?\nAnswer:", []);
        using var same = untouched.Encode("Question: what is it?\nAnswer:", []);
        untouched.Logits(same, []);
        var expected = untouched.Logits(same, [Bypassed]).ToArray();

        model.Logits(prompt, []);
        model.Answer(turns, []);
        Assert.Equal(expected, model.Logits(prompt, [Bypassed]).ToArray());
        var again = model.Answer([.. turns, Talk.Assistant("So"), Talk.User("Then?")], [], Talk.Greedy);
        Assert.Equal(0, again.Figures.ReusedTokens);
        Talk.AssertSame(
            Fresh(architecture, image, [.. turns, Talk.Assistant("So"), Talk.User("Then?")]), model.Latest(), "after a sweep's passes");
    }

    [Fact]
    public void Should_encode_an_image_once()
    {
        using var model = Load("smolvlm", image: true);
        var question = new ChatTurn(ChatRole.User, "What?", [TinyModels.Noise(300, 200, seed: 5)]);
        using var first = model.Conversations.Read([question], [], default);
        using var second = model.Conversations.Read([question, Talk.Assistant("It"), Talk.User("And?")], [], default);
        var images = first.Parts.Where(p => p.Chunk.IsImage).ToList();
        Assert.NotEmpty(images);
        Assert.Equal(images.Count, images.Select(p => p.Chunk.ImageKey).Distinct().Count());
        Assert.All(images.Zip(second.Parts.Where(p => p.Chunk.IsImage)), p => Assert.Same(p.First.Chunk.Embeddings, p.Second.Chunk.Embeddings));
        Assert.Equal(1, model.Conversations.Images.Count);
    }

    private LlamaVisionModel Load(string architecture, bool image) =>
        LlamaVisionModel.Load(TinyModels.Options(models.Model(architecture), image ? models.Mmproj(architecture) : null));

    /// <summary>Three questions with the model's own answers to the first two.</summary>
    private static ChatTurn[] Turns(LlamaVisionModel model, bool image, Knockout[] knockouts)
    {
        ChatTurn[] turns = [image ? Talk.User("What is it?", 3) : Talk.User("What is it?")];
        turns = [.. turns, model.Answer(turns, knockouts), image ? Talk.User("And here?", 4, 5) : Talk.User("And here?")];
        return [.. turns, model.Answer(turns, knockouts), Talk.User("Which one is larger?")];
    }

    private (int[] Tokens, float[] Logits) Fresh(string architecture, bool image, ChatTurn[] turns, params Knockout[] knockouts)
    {
        using var model = Load(architecture, image);
        model.Answer(turns, knockouts);
        return model.Latest();
    }
}
