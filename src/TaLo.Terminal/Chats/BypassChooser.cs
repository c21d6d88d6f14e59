using TaLo.Chats;
using TaLo.Models;
using TaLo.Profiles;
using TaLo.Storage;

namespace TaLo.Terminal.Chats;

/// <summary>Decides what is bypassed for a question: the same for every verb and screen that talks to a model.</summary>
internal sealed class BypassChooser
{
    private const string Auto = "auto";
    private readonly Bypass fixedChoice;

    /// <summary>Reads the profiles where they are needed.</summary>
    /// <exception cref="ProfileException">There is no such profile, or it is for another model.</exception>
    /// <exception cref="ModelException">The model has no such layer.</exception>
    public BypassChooser(BypassRequest request, ModelFacts facts)
    {
        if (request.Knockout is { } knockout && (knockout.Layer < 0 || knockout.Layer >= facts.LayerCount))
            throw new ModelException($"there is no layer {knockout.Layer}: {facts.Name} has layers 0 to {facts.LayerCount - 1}");
        fixedChoice = request.Knockout is { } k ? Bypass.ByHand(k)
            : request.Profile is { } profile ? OfProfile(profile, request, facts)
            : Bypass.None;
    }

    /// <summary>What is bypassed for a question.</summary>
    /// <param name="question">The question's text; a fixed choice does not look at it.</param>
    public Bypass For(string question) => fixedChoice;

    private static Bypass OfProfile(string name, BypassRequest request, ModelFacts facts)
    {
        // The seam for choosing by question: For() would match it to the profiles' tasks.
        if (name.Equals(Auto, StringComparison.OrdinalIgnoreCase))
            throw new ProfileException("--profile auto is not there yet: name a task or a profile's id (`talo profiles list`)");
        using var store = ResultStore.OpenReadOnly(request.Store);
        var profiles = store.Profiles();
        var profile = ProfileFinder.For(profiles, facts, name)
            ?? profiles.LastOrDefault(p => p.Task == name)
            ?? ProfileFinder.ById(profiles, name);
        return Bypass.FromProfile(profile, facts, request.Force);
    }
}
