namespace TaLo.Reports;

/// <summary>Explanations that every kind of report gives.</summary>
internal static class Captions
{
    public const string HeldOut =
        "Evaluation samples had no part in the choice. Where no layer is bypassed, the base model answers and nothing changes. "
        + "Intervals: 95 %, by Tango's score; McNemar p: fixed against broken, exact, which is the stricter where every sample stands "
        + "alone: p may be over 0.05 where the interval leaves out 0. Where samples belong together, either may be.";

    public const string Probe =
        "Probe samples choose. Shown is the layer bypassed or, where none is, the nearest to it of those that gain. Fixed: wrong by the base "
        + "model, right with the layer bypassed; broken: the other way round. McNemar p: fixed against broken, exact; "
        + "Holm p: the same, corrected for all candidates tried. Deciding p and adjusted p: what the protocol decides by, alone and "
        + "corrected, where it has them. Intervals: 95 %, by Tango's score; the exact test is the stricter where every sample stands alone.";

    public const string Sets =
        "Sets of layers, as kept by talo adapt --max-layers: each step against the step before, on samples that did not choose it. "
        + "They also decided where to stop, which flatters a set a little.";

    public const string Evidence =
        "More than luck: McNemar's exact p, corrected (Holm) for all bypasses of the task, is at most 0.05. Few samples: fewer "
        + "than other layers, as after a race; such a cell is compared with no other.";

    public const string Blocks =
        "One task: each row is a length of the block that runs again, each column the layer that it begins with.";

    public const string Stability =
        "The probe set was drawn again many times from the stored results. Same choice: how often the redraws chose what "
        + "was chosen here; none: how often they bypassed no layer.";

    public const string Curves =
        "Mean held-out Δ in percentage points of what probe sets of each size chose (none counts as 0).";

    public const string Samples =
        "Answers of the base model and with the chosen layer bypassed: each option's natural log-probability, normalised "
        + "over the options, and the probability it stands for. The correct option has a tick.";
}
