using TaLo.Models;
using TaLo.Scoring;
using TaLo.Selection.Protocols;
using TaLo.Statistics;

namespace TaLo.Selection.Race;

/// <summary>Decides one task by a race: probe samples choose, and only what was chosen is judged on the evaluation set.</summary>
/// <param name="protocol">How the samples are split, and when the evidence suffices.</param>
/// <param name="options">How the race is run.</param>
/// <param name="time">The clock; null for the system's.</param>
public sealed class RaceSearch(RobustProtocol protocol, RaceOptions options, TimeProvider? time = null)
{
    /// <summary>Decides a task. The samples are split as the full sweep's would be, where all of them can be used.</summary>
    /// <param name="task">The task.</param>
    /// <param name="samples">The samples' indices in the data set, in the order of their code points.</param>
    /// <param name="strata">The stratum of each sample, or null for one that has none.</param>
    /// <param name="candidates">The knockouts to choose from, in ascending order of module and layer.</param>
    /// <param name="answers">Where outcomes come from; samples stand for their place in <paramref name="samples"/>.</param>
    /// <param name="progress">Told after each look.</param>
    /// <param name="clusters">The name of each sample's cluster; null where each is a cluster of its own.</param>
    public Decision Decide(
        string task, IReadOnlyList<string> samples, IReadOnlyList<string?> strata, IReadOnlyList<Knockout> candidates,
        IAnswerSource answers, IProgress<RaceProgress>? progress = null, IReadOnlyList<string>? clusters = null)
    {
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentNullException.ThrowIfNull(answers);
        var names = new OutcomeTable(task, samples, strata, [], new bool[samples.Count, 1], new double[samples.Count, 1], clusters: clusters);
        if (ProbeDraw.SkippedFor(names, protocol) is { } reason)
            return Decisions.Skipped(protocol, names, reason);
        var draw = ProbeDraw.Of(names, protocol);

        var result = new LayerRace(protocol, options, time).Run(answers, draw.Probe, candidates, draw.Random, progress, names.Clusters);
        var evidence = RaceEvidence.Of(result, protocol.Seed);
        var round = ProbeRound.Of(
            names.Names(result.Asked.ToArray()), result.Leader?.Counts.BaseCorrect ?? 0, evidence,
            RaceReason.Of(result, evidence, draw.Probe.Length, names.Clusters.CountOf(draw.Probe), protocol.Level));
        var (judged, heldOut) = result.Chosen is null && !options.JudgesBase ? ([], null)
            : Judge(answers, draw.Split.Evaluation, names.Clusters, result.Chosen);
        return new Decision(
            task, protocol, result.Chosen is null ? Verdict.None : Verdict.Chosen, result.Chosen, round.Outcome, [round],
            names.Names(draw.Split.Pool), names.Names(judged), evidence, heldOut, OutcomeTables.NotesOn(names.Clusters, samples.Count));
    }

    private (int[] Samples, HeldOutResult? HeldOut) Judge(
        IAnswerSource answers, ReadOnlySpan<int> evaluation, SampleClusters clusters, Knockout? chosen)
    {
        var (judged, pairs) = (new List<int>(), new List<(Outcome Base, Outcome Chosen)>());
        foreach (var sample in evaluation)
        {
            if (answers.Ask(sample, chosen is { } knockout ? [knockout] : []) is not { } answer)
                continue;
            judged.Add(sample);
            pairs.Add((answer.Base, chosen is null ? answer.Base : answer.Knockouts[0]));
        }

        double[] changes = [.. pairs.Select(p => p.Chosen.Margin - p.Base.Margin)];
        return ([.. judged], new HeldOutResult(
            PairedComparison.Of([.. pairs.Zip(judged, (p, s) => (clusters.Of(s), p.Base.Correct, p.Chosen.Correct))]),
            changes.Length > 0 ? changes.Average() : double.NaN, Bootstrap.Mean(changes, clusters.Renumbered([.. judged]), protocol.Seed)));
    }
}
