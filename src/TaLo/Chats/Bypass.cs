using TaLo.Matching;
using TaLo.Models;
using TaLo.Profiles;

namespace TaLo.Chats;

/// <summary>What a chat bypasses when TaLo is on, and who says so.</summary>
/// <param name="Knockouts">What is bypassed; empty where nothing is.</param>
/// <param name="Source">Where that comes from, in words; empty for nowhere.</param>
/// <param name="Profile">The profile it comes from, or null.</param>
public sealed record Bypass(IReadOnlyList<Knockout> Knockouts, string Source, TaskProfile? Profile = null)
{
    /// <summary>Nothing is bypassed.</summary>
    public static Bypass None { get; } = new([], "");

    /// <summary>Whether nothing is bypassed.</summary>
    public bool IsNone => Knockouts.Count == 0;

    /// <summary>What is bypassed, for example <c>attention 7</c>, or <c>base model</c>.</summary>
    public string What => IsNone ? "base model" : string.Join(" + ", Knockouts);

    /// <summary>What somebody chose by hand.</summary>
    public static Bypass ByHand(params IReadOnlyList<Knockout> knockouts) => new(knockouts, "by hand");

    /// <summary>What a profile says.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="facts">The model it is applied to.</param>
    /// <param name="force">Apply it to another file or quantisation all the same.</param>
    /// <exception cref="ProfileException">It is for another model file, or names a layer the model does not have.</exception>
    public static Bypass FromProfile(TaskProfile profile, ModelFacts facts, bool force = false)
    {
        profile.EnsureFits(facts, force);
        return new([.. profile.Set.Knockouts.Order()], $"profile {profile.Id}, {profile.Task}, {profile.Protocol}", profile);
    }

    /// <summary>What matching a question to the profiles' tasks came to.</summary>
    /// <param name="match">The match.</param>
    /// <param name="facts">The model it is applied to.</param>
    /// <param name="force">Apply a profile of another file or quantisation all the same.</param>
    /// <exception cref="ProfileException">The profile is for another model file, or names a layer the model does not have.</exception>
    public static Bypass FromMatch(ProfileMatch match, ModelFacts facts, bool force = false)
    {
        match.Profile?.EnsureFits(facts, force);
        return new([.. (match.Profile?.Set ?? KnockoutSet.None).Knockouts.Order()], $"auto: {match.Reason}", match.Profile);
    }

    /// <summary>What and from where, for a status line: <c>attention 7 bypassed (profile 0123456789ab, maps)</c>.</summary>
    public override string ToString() =>
        (IsNone ? What : $"{What} bypassed") + (Source.Length > 0 ? $" ({Source})" : "");
}
