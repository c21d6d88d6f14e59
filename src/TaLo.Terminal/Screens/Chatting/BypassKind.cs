namespace TaLo.Terminal.Screens.Chatting;

/// <summary>What a row of the list of what can be bypassed stands for.</summary>
internal enum BypassKind
{
    /// <summary>Nothing.</summary>
    Base,

    /// <summary>A layer and module that the user names.</summary>
    ByHand,

    /// <summary>What the profile of each question's task says.</summary>
    Auto,

    /// <summary>What a stored profile says.</summary>
    Profile,
}
