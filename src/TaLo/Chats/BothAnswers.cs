using TaLo.Models;

namespace TaLo.Chats;

/// <summary>The same question answered by both sides.</summary>
/// <param name="Base">The base model's answer.</param>
/// <param name="Bypassed">The answer with the chat's bypass.</param>
/// <param name="Active">The side whose answer continues the conversation.</param>
/// <param name="Bypass">What the bypassed side left out.</param>
public sealed record BothAnswers(ChatAnswer Base, ChatAnswer Bypassed, ChatSide Active, Bypass Bypass)
{
    /// <summary>One side's answer.</summary>
    public ChatAnswer Of(ChatSide side) => side == ChatSide.Base ? Base : Bypassed;
}
