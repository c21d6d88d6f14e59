using TaLo.LlamaCpp;
using TaLo.Models;

namespace TaLo.Terminal.Chats;

/// <summary>Everything about <c>talo qa</c> but the questions.</summary>
internal sealed record QaRequest
{
    /// <summary>The model.</summary>
    public required ModelOptions Model { get; init; }

    /// <summary>What is bypassed.</summary>
    public required BypassRequest Bypass { get; init; }

    /// <summary>How answers are generated.</summary>
    public required AnswerOptions Options { get; init; }

    /// <summary>The system message, or null.</summary>
    public string? System { get; init; }

    /// <summary>Whether both sides answer.</summary>
    public bool Compare { get; init; }
}
