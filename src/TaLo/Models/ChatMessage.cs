namespace TaLo.Models;

/// <summary>One turn of a conversation.</summary>
/// <param name="Role"><c>system</c>, <c>user</c> or <c>assistant</c>.</param>
/// <param name="Content">The text; <see cref="IVisionLanguageModel.ImageMarker"/> stands where an image goes.</param>
public sealed record ChatMessage(string Role, string Content);
