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

/// <summary>Who speaks in a turn of a conversation.</summary>
public enum ChatRole
{
    /// <summary>What the conversation is about and how to answer; the first turn, if any.</summary>
    System,

    /// <summary>The one who asks.</summary>
    User,

    /// <summary>The model.</summary>
    Assistant,
}

/// <summary>One turn of a conversation.</summary>
/// <param name="Role"><c>system</c>, <c>user</c> or <c>assistant</c>.</param>
/// <param name="Content">The text; <see cref="IVisionLanguageModel.ImageMarker"/> stands where an image goes.</param>
public sealed record ChatMessage(string Role, string Content);
