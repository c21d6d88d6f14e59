using TaLo.Models;
using TaLo.Selection.Evidence;
using TaLo.Selection.Protocols;
using TaLo.Statistics;

namespace TaLo.Selection.Race;

/// <summary>Decides one task by a race: probe samples choose, and only what was chosen is judged on the evaluation set.</summary>
/// <param name="protocol">How the samples are split, and when the evidence suffices.</param>
/// <param name="options">How the race is run.</param>
/// <param name="time">The clock; null for the system's.</param>
public sealed class RaceSearch(RobustProtocol protocol, RaceOptions options, TimeProvider? time = null)
{
    /// <summary>Decides a task. The samples are split as the full sweep's would be.</summary>
    /// <param name="task">The task.</param>
    /// <param name="samples">The samples' indices in the data set, in the order of their code points.</param>
    /// <param name="strata">The stratum of each sample, or null for one that has none.</param>
    /// <param name="candidates">The knockouts to choose from, in ascending order of module and layer.</param>
    /// <param name="questions">Where outcomes come from; samples stand for their place in <paramref name="samples"/>.</param>
    /// <param name="progress">Told after each look.</param>
    public Decision Decide(
        string task, IReadOnlyList<string> samples, IReadOnlyList<string?> strata, IReadOnlyList<Knockout> candidates,
        IRaceQuestions questions, IProgress<RaceProgress>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentNullException.ThrowIfNull(questions);
        var names = new OutcomeTable(task, samples, strata, [], new bool[samples.Count, 1], new double[samples.Count, 1]);
        if (RobustDraw.SkippedFor(names, protocol) is { } reason)
            return Decisions.Skipped(protocol, names, reason);
        var draw = RobustDraw.Of(names, protocol);

        var result = new LayerRace(protocol, options, time).Run(questions, draw.Probe, candidates, draw.Random, progress);
        var evidence = RaceEvidence.Of(result, protocol.Seed);
        var round = new ProbeRound(
            EvidenceOf.Names(names, result.Asked.ToArray()), result.Leader?.Counts.BaseCorrect ?? 0,
            [.. evidence.Select(e => new CandidateGain(e.Knockout, e.Counts.Fixed - e.Counts.Broken))],
            RaceReason.Of(result, evidence, draw.Probe.Length, protocol.Level));
        var (judged, judgement) = Judge(questions, draw.Split.Evaluation, result.Chosen);
        return new Decision(
            task, protocol, result.Chosen is null ? Verdict.None : Verdict.Chosen, result.Chosen, round.Outcome, [round],
            EvidenceOf.Names(names, draw.Split.Pool), EvidenceOf.Names(names, judged), evidence, judgement, []);
    }

    private (int[] Samples, Judgement Judgement) Judge(IRaceQuestions questions, ReadOnlySpan<int> evaluation, Knockout? chosen)
    {
        var (judged, changes) = (new List<int>(), new List<double>());
        var (right, repaired, broken) = (0, 0, 0);
        foreach (var sample in evaluation)
        {
            if (questions.Ask(sample, chosen is { } knockout ? [knockout] : []) is not { } answer)
                continue;
            var (before, after) = (answer.Base, chosen is null ? answer.Base : answer.Knockouts[0]);
            judged.Add(sample);
            changes.Add(after.Margin - before.Margin);
            right += before.Correct ? 1 : 0;
            repaired += after.Correct && !before.Correct ? 1 : 0;
            broken += before.Correct && !after.Correct ? 1 : 0;
        }

        return ([.. judged], new Judgement(
            new PairedComparison(judged.Count, right, repaired, broken),
            changes.Count > 0 ? changes.Average() : double.NaN, Bootstrap.Mean(changes.ToArray(), protocol.Seed)));
    }
}
