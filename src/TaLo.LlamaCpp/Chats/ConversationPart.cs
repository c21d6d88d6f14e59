using TaLo.LlamaCpp.Prompts;

namespace TaLo.LlamaCpp.Chats;

/// <summary>A piece of a conversation that is decoded in one go.</summary>
/// <param name="Chunk">Text tokens or an image.</param>
internal sealed record ConversationPart(PromptChunk Chunk)
{
    /// <summary>Whether another part leaves the same in the context, read after the same parts.</summary>
    public bool IsSameAs(ConversationPart other) =>
        Chunk.IsImage == other.Chunk.IsImage
        && Chunk.TokenCount == other.Chunk.TokenCount
        && Chunk.ImageKey == other.Chunk.ImageKey
        && Chunk.Tokens.AsSpan().SequenceEqual(other.Chunk.Tokens);
}
