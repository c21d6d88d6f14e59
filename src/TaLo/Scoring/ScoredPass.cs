using System.Text.Json.Serialization;
using TaLo.Models;
using TaLo.Tasks;

namespace TaLo.Scoring;

/// <summary>
/// One pass over one sample, scored: what is stored, exported, counted, raced and shown. Equal where every value is but
/// cluster and circle, which tell of the data set and not of the pass.
/// </summary>
/// <param name="Task">The sample's task.</param>
/// <param name="TaskGroup">The sample's group of tasks, or null.</param>
/// <param name="Index">The sample's index in its data set.</param>
/// <param name="Letters">The letters of its options, in order; empty for an open question.</param>
/// <param name="Answer">The correct letter; <see cref="VqaSample.NoLetter"/> for an open question.</param>
/// <param name="Knockout">The knockout, or null for the base model.</param>
/// <param name="LogProbabilities">
/// In the order of the options: natural log-probability of each option's letter, normalised over the options present; where
/// options are scored as texts, Σ ln p of each text's tokens. Empty where an answer is generated and there are no letters, or
/// they are not one token each.
/// </param>
/// <param name="Predicted">The letter of the most probable option, among equals the first; of a generated answer the option that it names, <see cref="VqaSample.NoLetter"/> where it names none.</param>
/// <param name="Margin">log p(correct) − log p(best wrong option), in nats; of generated answers see <see cref="GenerationScorer"/>.</param>
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

    /// <summary>The cluster; one of its own where that is not known.</summary>
    [JsonIgnore]
    public string OwnCluster => Cluster ?? Index;

    /// <summary>See <see cref="SampleRef.Circle"/>; null where it is none, or that is not known.</summary>
    public Circle? Circle { get; init; }

    /// <summary>What is known beside the letters where an answer was generated; null where none was.</summary>
    public GeneratedScore? Generated { get; init; }

    /// <summary>Whether the predicted letter is the answer; of a generated answer, whether it is right or, by its score, counts as right.</summary>
    public bool Correct => Generated is { } generated ? generated.IsRight : Predicted == Answer;

    /// <summary>What was answered, in a word: the letter; where a question has none, the beginning of what was said.</summary>
    public string Said => Letters.Length > 0 || Generated is not { } generated ? Predicted.ToString()
        : generated.Text.Length > 12 ? string.Concat(generated.Text.AsSpan(0, 11), "…") : generated.Text;

    /// <summary>Whether an answer was generated that names none of the options.</summary>
    public bool IsUnmatched => Generated is not null && Letters.Length > 0 && Predicted == VqaSample.NoLetter;

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
        LogProbabilities.SequenceEqual(other.LogProbabilities) && Choice == other.Choice && Generated == other.Generated;

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
/// <param name="Margin">See <see cref="ScoredPass.Margin"/>.</param>
public readonly record struct Outcome(bool Correct, double Margin);
