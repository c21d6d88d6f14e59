using TaLo.Models;
using TaLo.Profiles;
using TaLo.Statistics;

namespace TaLo.Terminal.Ui;

/// <summary>What is bypassed when the user talks to the model, and why.</summary>
/// <param name="Knockouts">What is bypassed; null where each question decides.</param>
/// <param name="Why">Where the choice comes from: a profile, or the user's own hand.</param>
/// <param name="ModelFingerprint">SHA-256 of the model file that it was chosen for.</param>
/// <param name="Profile">The profile, or null for a choice by hand.</param>
internal sealed record ChosenBypass(KnockoutSet? Knockouts, string Why, string ModelFingerprint, TaskProfile? Profile)
{
    /// <summary>Each question bypasses what the profile says whose task it is close to, or nothing.</summary>
    public static ChosenBypass Auto { get; } = new(null, "what the profile of the question's task says, or nothing", "", null);

    /// <summary>What is bypassed, in a word or two.</summary>
    public string What => Knockouts?.ToString() ?? "auto";

    /// <summary>Whether it is one for a model: chosen for this file, or by the question.</summary>
    public bool IsFor(ModelFacts facts) => Knockouts is null || (Profile?.IsFor(facts) ?? ModelFingerprint == facts.ModelFingerprint);

    /// <summary>What a profile says.</summary>
    /// <param name="profile">A profile that names a layer.</param>
    public static ChosenBypass Of(TaskProfile profile) => new(
        profile.Set,
        $"by profile {profile.Id[..6]} for {profile.Task}, {profile.Protocol}"
            + (profile.HeldOut is { } held ? $", held out {Numbers.Points(held.Difference, held.DifferenceInterval)} points" : ""),
        profile.Model.Fingerprint, profile);
}
