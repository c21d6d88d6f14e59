namespace TaLo.Terminal.Screens.Chatting;

/// <summary>What a piece of a conversation's text is, which says how it is drawn.</summary>
internal enum TextKind
{
    /// <summary>Ordinary text.</summary>
    Text,

    /// <summary>Figures and remarks.</summary>
    Dim,

    /// <summary>Who speaks.</summary>
    Name,

    /// <summary>What is bypassed.</summary>
    Bypassed,

    /// <summary>That nothing is bypassed.</summary>
    Base,

    /// <summary>Something to be heeded.</summary>
    Warning,

    /// <summary>Something that went wrong.</summary>
    Error,
}
