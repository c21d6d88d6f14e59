using TaLo.Models;

namespace TaLo.Terminal;

/// <summary>One bypass held against a file whose tensors are zeroed.</summary>
/// <param name="Knockout">What was bypassed.</param>
/// <param name="Difference">Largest difference between the two's logits, in parts of the largest logit; 0 where they are equal to the bit.</param>
/// <param name="Effect">The same between the bypassed and the base model.</param>
internal sealed record BypassProof(Knockout Knockout, double Difference, double Effect);
