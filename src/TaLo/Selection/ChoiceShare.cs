using TaLo.Models;

namespace TaLo.Selection;

/// <summary>How often a knockout was chosen.</summary>
/// <param name="Knockout">The knockout.</param>
/// <param name="Share">Of all redraws, 0…1.</param>
/// <param name="HeldOutGain">Mean Δ on the evaluation sets of the redraws that chose it.</param>
public sealed record ChoiceShare(Knockout Knockout, double Share, double HeldOutGain);
