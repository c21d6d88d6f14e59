using TaLo.LlamaCpp.Prompts;

namespace TaLo.LlamaCpp.Chats;

/// <summary>A conversation ready to be read: its parts in order, up to where the answer begins.</summary>
/// <param name="encoded">Owns what the parts point to.</param>
/// <param name="parts">The parts; the last one is text.</param>
internal sealed class ConversationPrompt(EncodedPrompt encoded, IReadOnlyList<ConversationPart> parts) : IDisposable
{
    /// <summary>The parts in order; the last one is text.</summary>
    public IReadOnlyList<ConversationPart> Parts => parts;

    /// <summary>The same with the last token as a part of its own.</summary>
    public IReadOnlyList<ConversationPart> PartsInTwo
    {
        get
        {
            var last = parts[^1].Chunk.Tokens;
            return last.Length == 1 ? parts : [.. parts.SkipLast(1), Text(last[..^1]), Text(last[^1..])];
        }
    }

    /// <summary>Positions that it takes in the context.</summary>
    public int TokenCount => encoded.TokenCount;

    private static ConversationPart Text(int[] tokens) => new(new PromptChunk { Tokens = tokens, TokenCount = tokens.Length });

    /// <inheritdoc/>
    public void Dispose() => encoded.Dispose();
}
