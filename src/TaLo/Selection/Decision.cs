using System.Text.Json.Serialization;
using TaLo.Models;
using TaLo.Selection.Protocols;
using TaLo.Statistics;

namespace TaLo.Selection;

/// <summary>Which knockout a protocol chose for a task, or none, with everything the choice rests on.</summary>
/// <param name="Task">The task.</param>
/// <param name="Protocol">The protocol with its options, seed included.</param>
/// <param name="Verdict">What was decided.</param>
/// <param name="Chosen">The knockout to apply, or null for the base model.</param>
/// <param name="Reason">Why, in plain words, one line.</param>
/// <param name="Rounds">The probe sets that were read, in turn; none where the task was skipped.</param>
/// <param name="Pool">The probe pool: indices in the data set, in the order of the draw.</param>
/// <param name="Evaluation">The evaluation set: indices in the data set. It shares no sample with the pool.</param>
/// <param name="Evidence">Every candidate on the samples of the last round.</param>
/// <param name="HeldOut">The choice judged on the evaluation set, or null where the task was skipped.</param>
/// <param name="Notes">What was left out of the table, and what else to know of the samples; one line each.</param>
public sealed record Decision(
    string Task,
    IProtocol Protocol,
    Verdict Verdict,
    Knockout? Chosen,
    string Reason,
    IReadOnlyList<ProbeRound> Rounds,
    IReadOnlyList<string> Pool,
    IReadOnlyList<string> Evaluation,
    IReadOnlyList<CandidateEvidence> Evidence,
    HeldOutResult? HeldOut,
    IReadOnlyList<string> Notes)
{
    /// <summary>Samples of other tasks that helped to find the choice: indices in the data set. None but with a protocol that pools tasks.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Finders { get; init; } = [];

    /// <summary>What speaks for and against the choice on the samples that chose; null where none was chosen.</summary>
    [JsonIgnore]
    public CandidateEvidence? ChosenEvidence => Chosen is { } chosen ? Evidence.FirstOrDefault(e => e.Knockout == chosen) : null;
}

/// <summary>What a protocol decided.</summary>
public enum Verdict
{
    /// <summary>A knockout is applied to the task.</summary>
    Chosen,

    /// <summary>No layer is bypassed: nothing helped, or the evidence does not suffice.</summary>
    None,

    /// <summary>The task has too few samples: nothing was tried.</summary>
    Skipped,
}

/// <summary>One round of a protocol: a probe set, and what every candidate did on it.</summary>
/// <param name="Samples">The probe set: indices in the data set, in the order of the draw.</param>
/// <param name="BaseCorrect">How many of them the base model answers correctly.</param>
/// <param name="Gains">Of each candidate: right answers − those of the base model.</param>
/// <param name="Outcome">What followed from it, in a few words.</param>
public sealed record ProbeRound(
    IReadOnlyList<string> Samples,
    int BaseCorrect,
    IReadOnlyList<CandidateGain> Gains,
    string Outcome)
{
    /// <summary>The round of a protocol that has one.</summary>
    internal static ProbeRound Of(IReadOnlyList<string> samples, int baseCorrect, IReadOnlyList<CandidateEvidence> evidence, string outcome) =>
        new(samples, baseCorrect, [.. evidence.Select(e => new CandidateGain(e.Knockout, e.Counts.Fixed - e.Counts.Broken))], outcome);
}

/// <summary>What a candidate gained on a probe set.</summary>
/// <param name="Knockout">The candidate.</param>
/// <param name="Gain">Right answers − those of the base model.</param>
public readonly record struct CandidateGain(Knockout Knockout, int Gain);

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
    double AdjustedPValue)
{
    /// <summary><see cref="AdjustedPValue"/>; null where the protocol has none.</summary>
    [JsonIgnore]
    public double? KnownAdjustedPValue => double.IsFinite(AdjustedPValue) ? AdjustedPValue : null;
}

/// <summary>The chosen knockout against the base model on the evaluation set, which did not choose it.</summary>
/// <param name="Counts">Paired counts, accuracies, Δ, its interval and McNemar's exact p-value. Without a chosen knockout Δ is 0.</param>
/// <param name="MarginChange">Mean change of the margin, in nats; NaN without samples.</param>
/// <param name="MarginInterval">95 % bootstrap interval of that mean.</param>
public sealed record HeldOutResult(PairedComparison Counts, double MarginChange, Interval MarginInterval);

/// <summary>What it takes, besides the answers and the protocol's options, to make a decision again.</summary>
/// <param name="Seed">Where the draws come from.</param>
/// <param name="Version">The program's version.</param>
/// <param name="Rounds">The samples of every probe set that was read, in turn: indices in the data set, in the order of the draw.</param>
/// <param name="Evaluation">The samples that judged.</param>
public sealed record DecisionDraws(
    long Seed, string Version, IReadOnlyList<IReadOnlyList<string>> Rounds, IReadOnlyList<string> Evaluation)
{
    /// <summary>Of a decision that is made now.</summary>
    public static DecisionDraws Of(Decision decision) =>
        new(decision.Protocol.Seed, ProgramVersion.Text, [.. decision.Rounds.Select(r => r.Samples)], decision.Evaluation);
}
