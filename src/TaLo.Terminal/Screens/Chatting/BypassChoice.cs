using TaLo.Profiles;

namespace TaLo.Terminal.Screens.Chatting;

/// <summary>A row of the list of what can be bypassed.</summary>
/// <param name="Kind">What it stands for.</param>
/// <param name="Profile">The profile; null where it is none.</param>
internal sealed record BypassChoice(BypassKind Kind, TaskProfile? Profile = null);
