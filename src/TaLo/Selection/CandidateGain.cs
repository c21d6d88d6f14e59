using TaLo.Models;

namespace TaLo.Selection;

/// <summary>What a candidate gained on a probe set.</summary>
/// <param name="Knockout">The candidate.</param>
/// <param name="Gain">Right answers − those of the base model.</param>
public readonly record struct CandidateGain(Knockout Knockout, int Gain);
