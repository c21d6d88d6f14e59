using LLama.Native;
using TaLo.LlamaCpp.Prompts;
using TaLo.Models;

namespace TaLo.LlamaCpp.Tests.Chats;

/// <summary>Conversations for the tests, and what an answer leaves: its tokens and the bits of the last logits.</summary>
internal static class Talk
{
    public static SamplingOptions Greedy { get; } = SamplingOptions.Greedy with { MaxTokens = 12 };

    public static ChatTurn User(string text, params int[] imageSeeds) =>
        new(ChatRole.User, text, [.. imageSeeds.Select(seed => TinyModels.Noise(56, 84, seed))]);

    public static ChatTurn Assistant(string text) => new(ChatRole.Assistant, text);

    /// <summary>Answers and gives the turn that goes into the conversation.</summary>
    public static ChatTurn Answer(this LlamaVisionModel model, IReadOnlyList<ChatTurn> turns, params Knockout[] knockouts) =>
        Assistant(model.Answer(turns, knockouts, Greedy).Text);

    /// <summary>The latest answer's tokens and the logits behind it.</summary>
    public static (int[] Tokens, float[] Logits) Latest(this LlamaVisionModel model) =>
        ([.. model.Answers.LatestTokens], model.Decoder.LastLogits().ToArray());

    /// <summary>A loop of its own: the prompt in one pass, then one token after the other, each the likeliest.</summary>
    /// <returns>The tokens, the one that ended the turn included, and the logits that the last one was taken from.</returns>
    public static (int[] Tokens, float[] Logits) DecodeGreedily(LlamaVisionModel model, IEncodedPrompt prompt, int maxTokens)
    {
        var logits = model.Logits(prompt, []).ToArray();
        return GoOn(model, logits, Position(prompt), maxTokens);
    }

    /// <summary>The same behind a prompt that is read.</summary>
    public static (int[] Tokens, float[] Logits) GoOn(LlamaVisionModel model, float[] logits, int position, int maxTokens)
    {
        var tokens = new List<int>();
        while (true)
        {
            tokens.Add(Array.IndexOf(logits, logits.Max()));
            if (tokens.Count == maxTokens || model.Vocabulary.EndsGeneration(tokens[^1]))
                return ([.. tokens], logits);
            position = model.Decoder.DecodeTokens([tokens[^1]], position, logitsOfLast: true);
            logits = model.Decoder.LastLogits().ToArray();
        }
    }

    /// <summary>The position behind a prompt: an image may take fewer than it has tokens.</summary>
    public static int Position(IEncodedPrompt prompt) =>
        ((EncodedPrompt)prompt).Chunks.Sum(c => c.IsImage ? (int)SafeMtmdInputChunk.Wrap(c.Image)!.NPos : c.TokenCount);

    public static void AssertSame((int[] Tokens, float[] Logits) expected, (int[] Tokens, float[] Logits) actual, string what)
    {
        Assert.True(expected.Tokens.SequenceEqual(actual.Tokens),
            $"{what}: {string.Join(' ', actual.Tokens)} instead of {string.Join(' ', expected.Tokens)}");
        Assert.True(expected.Logits.AsSpan().SequenceEqual(actual.Logits), $"{what}: other bits");
    }
}
