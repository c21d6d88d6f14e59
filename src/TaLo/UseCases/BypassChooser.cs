using TaLo.Chats;
using TaLo.Matching;
using TaLo.Models;
using TaLo.Profiles;
using TaLo.Storage;

namespace TaLo.UseCases;

/// <summary>What is to be bypassed, as somebody asks for it.</summary>
public sealed record BypassRequest
{
    /// <summary>A profile's task or the beginning of its id, or <see cref="BypassChooser.Auto"/>; null for none.</summary>
    public string? Profile { get; init; }

    /// <summary>What is chosen by hand, all of it together; empty for nothing.</summary>
    public IReadOnlyList<Knockout> Knockouts { get; init; } = [];

    /// <summary>Whether profiles made for another model file are applied.</summary>
    public bool Force { get; init; }

    /// <summary>The folder of the stored results.</summary>
    public required string Store { get; init; }
}

/// <summary>Decides what is bypassed for a question: the same for every verb and screen that talks to a model.</summary>
public sealed class BypassChooser
{
    /// <summary>In place of a profile: the one whose task a question is close to.</summary>
    public const string Auto = "auto";

    private readonly BypassRequest request;
    private readonly ModelFacts facts;
    private readonly ProfileMatcher? matcher;

    /// <summary>Reads the profiles where they are needed.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="facts">The model.</param>
    /// <param name="message">Told what of the store is damaged.</param>
    /// <exception cref="ProfileException">There is no such profile, or it is for another model.</exception>
    /// <exception cref="ModelException">The model has no such layer.</exception>
    public BypassChooser(BypassRequest request, ModelFacts facts, Action<string>? message = null)
    {
        this.request = request;
        this.facts = facts;
        if (request.Knockouts.Select(facts.WhyNot).FirstOrDefault(w => w is not null) is { } why)
            throw new ModelException(why);
        matcher = Auto.Equals(request.Profile, StringComparison.OrdinalIgnoreCase) ? Matcher(request, facts, message) : null;
        AtFirst = matcher is not null ? new Bypass([], "auto: chosen for each question")
            : request.Knockouts.Count > 0 ? Bypass.ByHand(request.Knockouts)
            : request.Profile is { } profile ? OfProfile(profile, request, facts, message)
            : Bypass.None;
    }

    /// <summary>Whether it looks at the question.</summary>
    public bool IsAuto => matcher is not null;

    /// <summary>What is bypassed before there is a question.</summary>
    public Bypass AtFirst { get; }

    /// <summary>What is bypassed for a question.</summary>
    /// <param name="question">The question's text; a fixed choice does not look at it.</param>
    public Bypass For(string question) => matcher is null ? AtFirst : Bypass.FromMatch(matcher.Match(question), facts, request.Force);

    private static ProfileMatcher Matcher(BypassRequest request, ModelFacts facts, Action<string>? message)
    {
        using var store = ResultStore.OpenReadOnly(request.Store, message);
        var profiles = store.Profiles();
        if (request.Force)
            return new ProfileMatcher(profiles);
        if (profiles.Count(p => p.Model.Fingerprint == facts.ModelFingerprint && !p.IsFor(facts)) is > 0 and var others)
            message?.Invoke($"{Quantity.Of(others, "profile")} of this model {(others == 1 ? "was" : "were")} made with another mmproj file and {(others == 1 ? "does" : "do")} not apply");
        return ProfileMatcher.Of(facts, profiles);
    }

    private static Bypass OfProfile(string name, BypassRequest request, ModelFacts facts, Action<string>? message)
    {
        using var store = ResultStore.OpenReadOnly(request.Store, message);
        var profiles = store.Profiles();
        var profile = ProfileFinder.ForAny(profiles, facts, name) ?? ProfileFinder.ById(profiles, name);
        return Bypass.FromProfile(profile, facts, request.Force);
    }
}
