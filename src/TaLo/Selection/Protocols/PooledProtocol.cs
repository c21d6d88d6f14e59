using System.Globalization;
using TaLo.Models;
using TaLo.Selection.Evidence;
using TaLo.Simulation;

namespace TaLo.Selection.Protocols;

/// <summary>
/// Tasks of one group decide together: <b>the others find, the task's own samples confirm</b>. The probe samples of the
/// other tasks of the group name one candidate: of those that are right more often than the base model there, the one
/// whose bounded margin score (<see cref="MarginScores"/>) rises most surely. On the task's own probe samples this one
/// candidate must then raise the score by more than luck does (<see cref="RobustProtocol.Level"/>), and fix clearly more
/// than it breaks (McNemar, p ≤ <see cref="AccuracyLevel"/>).
/// <para>Why so. The own samples did not choose what they test, so nothing has to be corrected for having tried every
/// layer, and the margin's level holds for each task, whatever is true of the others. The accuracy's test need not be as
/// strict as in <see cref="RobustProtocol"/>, where it must tell the candidate apart from thirty others: it is set so
/// that tasks without help are named within the level, and in the worst case about as often as there. A layer that the group finds and a task may only veto would reach
/// more of the helped tasks, but also more of those that it does nothing for. <see cref="PooledStudy"/> measures all three;
/// the figures are in docs/selection.md.</para>
/// <para>Tasks without a group are one group. A task whose group has no other task is decided as by <see cref="RobustProtocol"/>, and says so.</para>
/// </summary>
/// <param name="Own">How samples are drawn and tested.</param>
/// <param name="Tables">All tasks of the data set, the decided one included; none until <see cref="Among"/>.</param>
public sealed record PooledProtocol(RobustProtocol Own, IReadOnlyList<OutcomeTable> Tables) : IProtocol
{
    /// <summary>The name under which its decisions are kept.</summary>
    public const string KeptAs = "pooled";

    /// <summary>McNemar's two-sided p-value may be so large: one in four one-sidedly.</summary>
    public const double AccuracyLevel = 0.5;

    /// <summary>The protocol before it knows the tasks.</summary>
    public PooledProtocol(RobustProtocol own)
        : this(own, [])
    {
    }

    /// <inheritdoc/>
    public string Name => KeptAs;

    /// <inheritdoc/>
    public int? Shots => Own.Shots;

    /// <inheritdoc/>
    public long Seed => Own.Seed;

    /// <inheritdoc/>
    public SamplingStrategy Strategy => Own.Strategy;

    /// <inheritdoc/>
    public IProtocol Among(IReadOnlyList<OutcomeTable> tables) => this with { Tables = tables };

    /// <inheritdoc/>
    public Module? Module => Own.Module;

    /// <inheritdoc/>
    public IProtocol Over(Module module) => this with { Own = Own with { Module = module } };

    /// <inheritdoc/>
    public IProtocol WithShots(int? shots) => this with { Own = Own with { Shots = shots } };

    /// <inheritdoc/>
    public IProtocol WithSeed(long seed) => this with { Own = Own with { Seed = seed } };

    /// <inheritdoc/>
    public Choice Choose(OutcomeTable table)
    {
        if (ProbeDraw.SkippedFor(table, Own) is not null)
            return default;
        if (GroupFinding.Of(table, this) is not { } found)
            return Own.Choose(table);
        var draw = ProbeDraw.Of(table, Own);
        return new Choice(found.Column == 0 ? 0 : Test(table, draw.Probe, found).Named(draw.Random), draw.Split);
    }

    /// <inheritdoc/>
    public Decision Decide(OutcomeTable table)
    {
        if (ProbeDraw.SkippedFor(table, Own) is { } reason)
            return Decisions.Skipped(this, table, reason);
        if (GroupFinding.Of(table, this) is not { } found)
            return Alone(table);

        var (split, probe, random) = ProbeDraw.Of(table, Own);
        if (found.Column == 0)
            return Made(table, split, probe, 0, [], $"{found.Words(table)}: no layer is bypassed");
        var (column, score, _) = Test(table, probe, found).NamedAndWhy(random);
        var evidence = ProbeEvidence.Of(table, probe, [found.Column], Seed, score);
        return Made(table, split, probe, column, evidence, $"{found.Words(table)}; {Words(evidence[0], probe.Length, column)}");
    }

    private RobustTest Test(OutcomeTable table, int[] probe, GroupFinding found) => new(table, probe, [found.Column], Own, AccuracyLevel);

    private Decision Made(OutcomeTable table, SampleSplit split, int[] probe, int column, IReadOnlyList<CandidateEvidence> evidence, string reason) =>
        Decisions.Made(
            this, table, split, column, reason,
            [new ProbeRound(
                table.Names(probe), table.Compare(0, probe).BaseCorrect,
                [.. evidence.Select(e => new CandidateGain(e.Knockout, e.Counts.Fixed - e.Counts.Broken))], reason)],
            evidence);

    private Decision Alone(OutcomeTable table)
    {
        var decision = Own.Decide(table);
        return decision with { Protocol = this, Reason = $"no other task in its group, so decided as by {Own.Name}: {decision.Reason}" };
    }

    private string Words(CandidateEvidence own, int probe, int column) => string.Create(CultureInfo.InvariantCulture,
        $"{(column > 0 ? "confirmed" : "not confirmed")} on {Quantity.Clustered(probe, own.Counts.Clusters)} of its own probe samples " +
        $"({own.Counts.Fixed} fixed, {own.Counts.Broken} broken; margin: p {RobustReason.P(own.ScorePValue)}, at most {Own.Level:0.###}; " +
        $"McNemar: p {RobustReason.P(own.Counts.PValue)}, at most {AccuracyLevel:0.###}){(column > 0 ? "" : ": no layer is bypassed")}");
}
