using TaLo.Models;
using TaLo.Statistics;

namespace TaLo.Selection;

/// <summary>What speaks for and against one candidate, on the samples that chose.</summary>
/// <param name="Knockout">The candidate.</param>
/// <param name="Counts">Paired counts against the base model, Δ, its interval and McNemar's exact two-sided p-value.</param>
/// <param name="HolmPValue">McNemar's p-value after Holm's correction for the number of candidates.</param>
/// <param name="FalseDiscoveryRate">The same after Benjamini and Hochberg's.</param>
/// <param name="MarginChange">Mean of margin under the knockout − margin of the base model, in nats.</param>
/// <param name="MarginInterval">95 % bootstrap interval of that mean.</param>
/// <param name="ScoreChange">Mean change of the bounded margin score, −2…2, see <see cref="RobustProtocol"/>; NaN where the protocol has none.</param>
/// <param name="ScorePValue">One-sided sign-flip p-value of that change for this candidate alone; NaN where the protocol has none.</param>
/// <param name="AdjustedPValue">The same for having tried every candidate; what the protocol decides by.</param>
public sealed record CandidateEvidence(
    Knockout Knockout,
    PairedComparison Counts,
    double HolmPValue,
    double FalseDiscoveryRate,
    double MarginChange,
    Interval MarginInterval,
    double ScoreChange,
    double ScorePValue,
    double AdjustedPValue);
