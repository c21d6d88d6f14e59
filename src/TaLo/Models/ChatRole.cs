namespace TaLo.Models;

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
