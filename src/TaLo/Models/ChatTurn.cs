namespace TaLo.Models;

/// <summary>One turn of a conversation, with the images that belong to it.</summary>
/// <param name="Role">Who speaks.</param>
/// <param name="Text">What is said, without image markers.</param>
/// <param name="Images">Encoded image files (PNG, JPEG, WebP, BMP, GIF), shown before the text; only in a user's turn.</param>
public sealed record ChatTurn(ChatRole Role, string Text, IReadOnlyList<ReadOnlyMemory<byte>> Images)
{
    /// <summary>A turn of text alone.</summary>
    public ChatTurn(ChatRole role, string text) : this(role, text, [])
    {
    }
}
