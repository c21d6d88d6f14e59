namespace TaLo.Scoring;

/// <summary>What one pass said about one sample, scored by <c>letter</c>.</summary>
/// <param name="LogProbabilities">Natural log-probability of each option's letter, normalised over the options present, in their order.</param>
/// <param name="Predicted">The letter of the most probable option; among equals the first.</param>
/// <param name="Correct">Whether that is the answer.</param>
/// <param name="Margin">log p(correct) − log p(best wrong option), in nats.</param>
/// <param name="LetterMass">Share of the whole vocabulary's probability that fell on the option letters, 0…1; small means that the model did not answer with a letter.</param>
public sealed record LetterScore(
    IReadOnlyList<double> LogProbabilities,
    char Predicted,
    bool Correct,
    double Margin,
    double LetterMass);
