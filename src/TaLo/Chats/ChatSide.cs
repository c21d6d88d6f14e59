namespace TaLo.Chats;

/// <summary>A side of a comparison.</summary>
public enum ChatSide
{
    /// <summary>The base model.</summary>
    Base,

    /// <summary>The model with the chat's bypass.</summary>
    Bypassed,
}
