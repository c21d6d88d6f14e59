using TaLo.Models;
using TaLo.Profiles;
using TaLo.Statistics;
using TaLo.Terminal.Ui;

namespace TaLo.Terminal.Screens.Chatting;

/// <summary>The list of what can be bypassed: nothing, a layer by hand, what the stored profiles say.</summary>
internal static class BypassList
{
    /// <summary>Opens the list.</summary>
    /// <param name="ui">What it works with.</param>
    /// <param name="facts">The loaded model, or null while there is none.</param>
    public static void Open(UiContext ui, ModelFacts? facts) => ui.InBackground(
        () => ui.Shared.Read(store => store.Profiles()),
        profiles => ui.Shell.Open(new ChoiceBox<BypassChoice>(
            ui, "What is bypassed", [new("choice"), new("bypass"), new("protocol"), new("held out", Right: true), new("model", Shrinks: true)],
            Rows(ui.Shared, facts, profiles), choice => IsInForce(ui.Shared, choice),
            choice => WhyNot(facts, profiles, choice), choice => Take(ui, facts, choice))));

    private static List<PaneRow<BypassChoice>> Rows(SharedState shared, ModelFacts? facts, IReadOnlyList<TaskProfile> profiles)
    {
        List<PaneRow<BypassChoice>> rows =
        [
            new(new BypassChoice(BypassKind.Base), ["base model", "nothing", "", "", ""], "The model as it is."),
            new(new BypassChoice(BypassKind.Auto), ["auto", "by the question", "", "", ""], "Each question is matched to the tasks of the model's profiles; nothing where none is close."),
            new(new BypassChoice(BypassKind.ByHand), ["by hand …", ByHand(shared)?.What ?? "", "", "", ""], "Any layer and module of the loaded model."),
            .. profiles.Reverse().OrderBy(p => Fits(p, facts) ? 0 : 1).Select(p => new PaneRow<BypassChoice>(
                new BypassChoice(BypassKind.Profile, p),
                [p.Task, p.Choice, p.Protocol, p.HeldOut is { } held && p.Knockout is not null ? Numbers.Points(held.Difference, held.DifferenceInterval) : "", $"{p.Model.Name} ({p.Model.Quantization})"],
                $"profile {p.Id[..6]}: {p.Reason}")
            {
                IsDim = p.Knockout is null || !Fits(p, facts),
            }),
        ];
        return [.. rows.Select(r => r with { Mark = IsInForce(shared, r.Item) ? "●" : " " })];
    }

    private static string? WhyNot(ModelFacts? facts, IReadOnlyList<TaskProfile> profiles, BypassChoice choice)
    {
        if (choice.Kind == BypassKind.Auto)
            return profiles.Any(p => Fits(p, facts)) ? null : "There is no profile of this model to match a question with: Layer keeps one, and so does talo adapt.";
        if (choice.Kind == BypassKind.ByHand)
            return facts is null ? "The model is not loaded yet: how many layers it has is not known." : null;
        if (choice.Profile is not { } profile)
            return null;
        if (profile.Knockout is null)
            return $"It says that no layer is bypassed for {profile.Task}: {profile.Reason}";
        try
        {
            // Where the model is not loaded yet, its file is not known to be the one; it is checked again when asked.
            if (facts is not null)
                profile.EnsureFits(facts, force: false);
            return null;
        }
        catch (ProfileException e)
        {
            return e.Message;
        }
    }

    private static void Take(UiContext ui, ModelFacts? facts, BypassChoice choice)
    {
        if (choice.Kind == BypassKind.ByHand)
            ui.Shell.Open(new LayerBox(ui, facts!, ByHand(ui.Shared)?.Knockouts?.Knockouts[^1]));
        else
            ui.Shared.Apply(choice.Kind == BypassKind.Auto ? ChosenBypass.Auto : choice.Profile is { } profile ? ChosenBypass.Of(profile) : null);
    }

    private static bool Fits(TaskProfile profile, ModelFacts? facts) => facts is null || profile.IsFor(facts);

    private static bool IsInForce(SharedState shared, BypassChoice choice) => choice.Kind switch
    {
        BypassKind.Base => shared.Bypass is null,
        BypassKind.Auto => shared.Bypass is { Knockouts: null },
        BypassKind.ByHand => shared.Bypass is { Knockouts: not null, Profile: null },
        _ => shared.Bypass?.Profile?.Id == choice.Profile!.Id,
    };

    private static ChosenBypass? ByHand(SharedState shared) => shared.Latest is { Knockouts: not null, Profile: null } latest ? latest : null;
}
