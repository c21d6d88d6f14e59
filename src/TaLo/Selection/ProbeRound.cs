namespace TaLo.Selection;

/// <summary>One round of a protocol: a probe set, and what every candidate did on it.</summary>
/// <param name="Samples">The probe set: indices in the data set, in the order of the draw.</param>
/// <param name="BaseCorrect">How many of them the base model answers correctly.</param>
/// <param name="Gains">Of each candidate: right answers − those of the base model.</param>
/// <param name="Outcome">What followed from it, in a few words.</param>
public sealed record ProbeRound(
    IReadOnlyList<string> Samples,
    int BaseCorrect,
    IReadOnlyList<CandidateGain> Gains,
    string Outcome);
