using TaLo.LlamaCpp.Prompts;

namespace TaLo.LlamaCpp.Chats;

/// <summary>A conversation ready to be read: its parts in order, up to where the answer begins.</summary>
/// <param name="encoded">Owns what the parts point to.</param>
/// <param name="parts">The parts; the last one is text.</param>
internal sealed class ConversationPrompt(EncodedPrompt encoded, IReadOnlyList<ConversationPart> parts) : IDisposable
{
    /// <summary>The parts in order; the last one is text.</summary>
    public IReadOnlyList<ConversationPart> Parts => parts;

    /// <summary>Positions that it takes in the context.</summary>
    public int TokenCount => encoded.TokenCount;

    /// <inheritdoc/>
    public void Dispose() => encoded.Dispose();
}
