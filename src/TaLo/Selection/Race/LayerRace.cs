using TaLo.Models;
using TaLo.Selection.Protocols;
using TaLo.Simulation;
using TaLo.Statistics;

namespace TaLo.Selection.Race;

/// <summary>
/// Finds the best knockout with few passes: all candidates are asked the same samples, and after each block those are
/// dropped that will hardly be named any more, be it that they harm, do too little, or are far behind the leader.
/// <para>Why that names no layer by luck more often than protocol <c>robust</c>: whatever is dropped cannot be named,
/// and those left are tested once, at the end, over all samples, against as many candidates as there were at the start
/// (<see cref="RobustTest"/>). There is no early naming. Where the decision hangs on what the dropped ones would have
/// said (what luck could do among them, how many the margin would have found), they are asked after all; then, and where
/// nothing is dropped, it is that of the full sweep, to the last digit.
/// <see cref="RaceStudy"/> measures both.</para>
/// </summary>
/// <param name="protocol">Level and flips of the test.</param>
/// <param name="options">How the race is run.</param>
/// <param name="time">The clock; null for the system's.</param>
public sealed class LayerRace(RobustProtocol protocol, RaceOptions options, TimeProvider? time = null)
{
    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <summary>Runs a race. Equal input and answers, equal result, unless time runs out.</summary>
    /// <param name="answers">Where outcomes come from.</param>
    /// <param name="probe">The samples, in the order in which they are asked.</param>
    /// <param name="candidates">The knockouts, in ascending order of module and layer.</param>
    /// <param name="random">Where the flips come from.</param>
    /// <param name="progress">Told after each look.</param>
    /// <param name="clusters">Which samples of the task belong together; null where each is a cluster of its own.</param>
    public RaceResult Run(
        IAnswerSource answers, IReadOnlyList<int> probe, IReadOnlyList<Knockout> candidates, SeededRandom random,
        IProgress<RaceProgress>? progress = null, SampleClusters? clusters = null)
    {
        ArgumentNullException.ThrowIfNull(answers);
        ArgumentNullException.ThrowIfNull(probe);
        ArgumentNullException.ThrowIfNull(candidates);
        ArgumentNullException.ThrowIfNull(random);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Block, 1);
        var (field, standings) = (new RaceField(candidates, clusters), new Dictionary<Knockout, RaceStanding>());
        var usable = probe.ToList();
        var accuracy = Power();
        var (leader, end, started) = ((RaceStanding?)null, RaceEnd.AllAsked, _time.GetTimestamp());
        for (var at = 0; at < probe.Count; at++)
        {
            end = field.Left.Count == 0 ? RaceEnd.NobodyLeft
                : options.Patience > 0 && !accuracy.Possible ? RaceEnd.TooFew
                : !Affords(field, 1 + field.Left.Count, started) ? RaceEnd.Budget : end;
            if (end != RaceEnd.AllAsked)
                break;
            if (answers.Ask(probe[at], field.Left) is not { } answer)
            {
                usable.Remove(probe[at]);
                accuracy = Power();
                continue;
            }

            field.Add(probe[at], answer);
            if (field.Asked.Count % options.Block == 0 && field.Asked.Count < accuracy.Samples)
                Look(drop: true);
        }

        if (field.Left.Count > 0 && field.Asked.Count > 0)
            Look(drop: false);
        // Not those whose margin itself fell behind.
        var maybeFound = standings.Values.Count(s => s.Exit is RaceExit.Accuracy or RaceExit.Overtaken);
        var test = Test(answers, field, candidates.Count, maybeFound, random, started);
        return new RaceResult(
            test?.Chosen, leader, end, field.Asked, field.Passes, accuracy.Samples * (1 + candidates.Count),
            [.. candidates.Where(standings.ContainsKey).Select(k => standings[k])], test);

        McNemarPower Power() => new(usable.Count, clusters?.CountOf([.. usable]) ?? usable.Count, protocol.Level);

        void Look(bool drop)
        {
            var look = new InterimLook(field, options, accuracy, candidates.Count, protocol.Level);
            leader = look.Leader;
            foreach (var standing in look.Standings)
            {
                standings[standing.Knockout] = drop ? standing : standing with { Exit = RaceExit.None };
                if (drop && standing.Exit != RaceExit.None)
                    field.Drop(standing.Knockout);
            }

            progress?.Report(new RaceProgress(field.Asked.Count, accuracy.Samples, field.Passes, field.Left.Count, leader));
        }
    }

    private RaceTest? Test(IAnswerSource answers, RaceField field, int candidates, int maybeFound, SeededRandom random, long started)
    {
        if (field.Left.Count == 0 || field.Asked.Count == 0)
            return null;
        var test = RaceTest.Of(field.Table(), candidates - field.Left.Count, maybeFound, protocol, random.Copy());
        return test.HangsOnDropped && Affords(field, field.PassesLeft, started) && field.Complete(answers)
            ? RaceTest.Of(field.Table(), 0, 0, protocol, random) : test;
    }

    private bool Affords(RaceField field, int passes, long started) =>
        (options.MaxPasses is not { } most || field.Passes + passes <= most) &&
        (options.MaxTime is not { } limit || _time.GetElapsedTime(started) < limit);
}
