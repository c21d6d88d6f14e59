using TaLo.Chats;
using TaLo.Models;

namespace TaLo.Terminal.Chats;

/// <summary>A bypass as <c>talo qa</c> writes it in JSON.</summary>
/// <param name="What">In words.</param>
/// <param name="Knockouts">What is bypassed.</param>
/// <param name="Source">Who says so; empty for nobody.</param>
/// <param name="Profile">The profile's id, or null.</param>
/// <param name="Task">The profile's task, or null.</param>
/// <param name="Protocol">The protocol that the profile was decided by, or null.</param>
internal sealed record QaBypass(string What, IReadOnlyList<Knockout> Knockouts, string Source, string? Profile, string? Task, string? Protocol)
{
    /// <summary>Of a chat's bypass.</summary>
    public static QaBypass Of(Bypass bypass) =>
        new(bypass.What, bypass.Knockouts, bypass.Source, bypass.Profile?.Id, bypass.Profile?.Task, bypass.Profile?.Protocol);
}
