using TaLo.Models;
using TaLo.Tasks;

namespace TaLo.Scoring;

/// <summary>
/// One pass over one sample, scored: what is stored, exported, counted, raced and shown. Equal where every value is but
/// the cluster, which tells of the data set and not of the pass.
/// </summary>
/// <param name="Task">The sample's task.</param>
/// <param name="TaskGroup">The sample's group of tasks, or null.</param>
/// <param name="Index">The sample's index in its data set.</param>
/// <param name="Letters">The letters of its options, in order.</param>
/// <param name="Answer">The correct letter.</param>
/// <param name="Knockout">The knockout, or null for the base model.</param>
/// <param name="LogProbabilities">
/// In the order of the options: natural log-probability of each option's letter, normalised over the options present; where
/// options are scored as texts, Σ ln p of each text's tokens.
/// </param>
/// <param name="Predicted">The letter of the most probable option; among equals the first.</param>
/// <param name="Margin">log p(correct) − log p(best wrong option), in nats.</param>
/// <param name="LetterMass">Share of the whole vocabulary's probability that fell on the option letters, 0…1; small means that the model did not answer with a letter. 1 where options are scored as texts.</param>
/// <param name="Choice">What is known beside the sums where options are scored as texts; null where their letters are.</param>
public sealed record ScoredPass(
    string Task,
    string? TaskGroup,
    string Index,
    string Letters,
    char Answer,
    Knockout? Knockout,
    IReadOnlyList<double> LogProbabilities,
    char Predicted,
    double Margin,
    double LetterMass,
    ChoiceScores? Choice = null)
{
    /// <summary>The cluster that the sample belongs to, see <see cref="SampleRef.Cluster"/>; null where that is not known.</summary>
    public string? Cluster { get; init; }

    /// <summary>Whether the predicted letter is the answer.</summary>
    public bool Correct => Predicted == Answer;

    /// <summary>What identifies it within its sweep.</summary>
    public PassKey Key => new(Task, Index, Knockout);

    /// <summary>What protocols read of it.</summary>
    public Outcome Outcome => new(Correct, Margin);

    /// <summary>What was run, for messages: <c>attention 7</c>, or <c>the base model</c>.</summary>
    public string Subject => Knockout?.ToString() ?? "the base model";

    /// <inheritdoc/>
    public bool Equals(ScoredPass? other) =>
        other is not null && Key == other.Key && TaskGroup == other.TaskGroup && Letters == other.Letters && Answer == other.Answer &&
        Predicted == other.Predicted && Margin.Equals(other.Margin) && LetterMass.Equals(other.LetterMass) &&
        LogProbabilities.SequenceEqual(other.LogProbabilities) && Choice == other.Choice;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Key, Margin);
}

/// <summary>What identifies a pass within its sweep.</summary>
/// <param name="Task">The sample's task.</param>
/// <param name="Index">The sample's index in its data set.</param>
/// <param name="Knockout">The knockout, or null for the base model.</param>
public readonly record struct PassKey(string Task, string Index, Knockout? Knockout);

/// <summary>What protocols read of a pass: one cell of their tables.</summary>
/// <param name="Correct">Whether the answer was right.</param>
/// <param name="Margin">log p(correct) − log p(best wrong option), in nats.</param>
public readonly record struct Outcome(bool Correct, double Margin);
