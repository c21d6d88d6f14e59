namespace TaLo.Selection;

/// <summary>What a protocol would have decided had the samples been drawn again, many times. Where the task is skipped there are no redraws and every share is NaN.</summary>
/// <param name="Task">The task.</param>
/// <param name="Protocol">The protocol; redraw r has its seed + r, so that redraw 0 is the decision itself.</param>
/// <param name="Redraws">How many draws.</param>
/// <param name="Choices">Every knockout chosen at least once, the most frequent first.</param>
/// <param name="None">Share of redraws that chose none, 0…1.</param>
/// <param name="HeldOutGain">Mean Δ of the choice on the evaluation set, over all redraws; none counts 0.</param>
/// <param name="Better">Share of redraws whose choice beat the base model on the evaluation set. In the others none would have been right.</param>
/// <param name="Harmed">Share of redraws whose choice lost to the base model on the evaluation set.</param>
public sealed record StabilityReport(
    string Task,
    IProtocol Protocol,
    int Redraws,
    IReadOnlyList<ChoiceShare> Choices,
    double None,
    double HeldOutGain,
    double Better,
    double Harmed)
{
    /// <summary>Share of redraws in which choosing none was, or would have been, at least as good.</summary>
    public double NoneIsRight => 1 - Better;
}
