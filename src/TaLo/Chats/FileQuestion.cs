namespace TaLo.Chats;

/// <summary>A question of a file.</summary>
/// <param name="Id">Its id, unique in the file.</param>
/// <param name="Text">The question's text, options included.</param>
/// <param name="Images">Encoded image files.</param>
public sealed record FileQuestion(string Id, string Text, IReadOnlyList<ReadOnlyMemory<byte>> Images);
