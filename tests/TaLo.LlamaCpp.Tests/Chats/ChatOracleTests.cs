using TaLo.Models;

namespace TaLo.LlamaCpp.Tests.Chats;

/// <summary>
/// The oracle: a conversation answered with a layer bypassed equals, token for token and bit for bit, plain decoding by
/// stock llama.cpp (no hook) of the same prompt on a file whose tensors are really zeroed.
/// </summary>
public sealed class ChatOracleTests(TinyModels models) : IClassFixture<TinyModels>
{
    private static readonly Knockout[] Knockouts = [new(0, Module.Layer), new(3, Module.Attention), new(6, Module.Ffn), new(2, KnockoutKind.Uniform())];

    [Theory]
    [MemberData(nameof(TinyModels.Architectures), MemberType = typeof(TinyModels))]
    public void Should_equal_stock_generation_on_a_zeroed_file(string architecture, bool image)
    {
        var mmproj = image ? models.Mmproj(architecture) : null;
        var question = image ? Talk.User("What is it, and where?", 3, 4) : Talk.User("What is it, and where?");
        using var hooked = LlamaVisionModel.Load(TinyModels.Options(models.Model(architecture), mmproj));
        hooked.Answer([question], []);
        var first = hooked.Latest();
        Talk.AssertSame(Stock(models.Model(architecture), mmproj, question), first, $"{architecture}, base");
        Assert.True(first.Tokens.Length > 1, $"{architecture}: too short an answer to compare");

        foreach (var knockout in Knockouts)
        {
            hooked.Answer([question], knockout);
            var zeroed = models.Zeroed(architecture, knockout);
            Talk.AssertSame(Stock(zeroed, mmproj, question), hooked.Latest(), $"{architecture}, {knockout}");
            Assert.False(first.Logits.AsSpan().SequenceEqual(hooked.Latest().Logits), $"{architecture}, {knockout}: nothing moved");
        }
        hooked.Answer([question]);
        Talk.AssertSame(first, hooked.Latest(), $"{architecture}, switched off again");
    }

    /// <summary>Both sides of a comparison read their prompt alike, or they would differ by rounding as well as by the bypass.</summary>
    [Fact]
    public void Should_read_the_last_token_by_itself_where_that_is_asked_for()
    {
        var question = Talk.User("What is it, and where?");
        using var hooked = LlamaVisionModel.Load(TinyModels.Options(models.Model("qwen2")));
        hooked.Answer([question], [], Talk.Greedy, reading: Scope.Answer);
        var inTwo = hooked.Latest();

        using var stock = LlamaVisionModel.Load(TinyModels.Options(models.Model("qwen2")) with { InstallHook = false });
        using var prompt = stock.Encode(stock.RenderChat([new ChatMessage("user", question.Text)]), [], Scope.Answer);
        Talk.AssertSame(Talk.DecodeGreedily(stock, prompt, Talk.Greedy.MaxTokens), inTwo, "prompt in two");
    }

    private static (int[] Tokens, float[] Logits) Stock(string path, string? mmproj, ChatTurn question)
    {
        using var model = LlamaVisionModel.Load(TinyModels.Options(path, mmproj) with { InstallHook = false });
        var markers = string.Concat(question.Images.Select(_ => model.ImageMarker + "\n"));
        using var prompt = model.Encode(model.RenderChat([new ChatMessage("user", markers + question.Text)]), question.Images);
        return Talk.DecodeGreedily(model, prompt, Talk.Greedy.MaxTokens);
    }
}
