using TaLo.Models;

namespace TaLo.Terminal.Chats;

/// <summary>What is to be bypassed, as somebody asks for it.</summary>
internal sealed record BypassRequest
{
    /// <summary>A profile's task or the beginning of its id, or <see cref="BypassChooser.Auto"/>; null for none.</summary>
    public string? Profile { get; init; }

    /// <summary>A layer chosen by hand; null for none.</summary>
    public Knockout? Knockout { get; init; }

    /// <summary>Whether profiles made for another model file are applied.</summary>
    public bool Force { get; init; }

    /// <summary>The folder of the stored results.</summary>
    public required string Store { get; init; }
}
