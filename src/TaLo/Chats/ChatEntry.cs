using TaLo.Models;

namespace TaLo.Chats;

/// <summary>A turn of a chat, and for an answer how it came about.</summary>
/// <param name="Turn">The turn.</param>
/// <param name="Bypass">For an answer: what was bypassed (<see cref="Chats.Bypass.None"/> for the base model); else null.</param>
/// <param name="Answer">For an answer: why it ended and what it took; else null.</param>
public sealed record ChatEntry(ChatTurn Turn, Bypass? Bypass = null, ChatAnswer? Answer = null)
{
    /// <summary>Whether this is an answer that was stopped half-way.</summary>
    public bool WasStopped => Answer?.End == AnswerEnd.Stopped;
}
