using TaLo.Models;

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
/// <param name="Judgement">The choice judged on the evaluation set, or null where the task was skipped.</param>
/// <param name="Notes">What was left out of the table, one line each.</param>
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
    Judgement? Judgement,
    IReadOnlyList<string> Notes);
