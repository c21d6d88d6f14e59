using TaLo.Statistics;

namespace TaLo.Selection;

/// <summary>The chosen knockout against the base model on the evaluation set, which did not choose it.</summary>
/// <param name="Counts">Paired counts, accuracies, Δ, its interval and McNemar's exact p-value. Without a chosen knockout Δ is 0.</param>
/// <param name="MarginChange">Mean change of the margin, in nats; NaN without samples.</param>
/// <param name="MarginInterval">95 % bootstrap interval of that mean.</param>
public sealed record Judgement(PairedComparison Counts, double MarginChange, Interval MarginInterval);
