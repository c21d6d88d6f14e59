using System.Globalization;
using TaLo.Models;
using TaLo.Selection.Evidence;
using TaLo.Simulation;

namespace TaLo.Selection.Protocols;

/// <summary>
/// Tasks of one group decide together: <b>the others find, the task's own samples confirm</b>. The probe samples of the
/// other tasks of the group name one candidate: of those that are right more often than the base model there, the one
/// whose bounded margin score (<see cref="MarginScores"/>) rises most surely. On the task's own probe samples this one
/// candidate must then raise the score by more than luck does (<see cref="RobustProtocol.Level"/>), and fix more than it
/// breaks; more surely so, the more candidates raise the score there: McNemar, two-sided, p ≤ 1 ÷ their number.
/// <para>Why so. The own samples did not choose what they test, so nothing has to be corrected for having tried every
/// layer, and the margin's level holds for each task, whatever is true of the others. Where the candidate alone raises the
/// score, that says so much that of the accuracy only the direction is asked; where most do, a rise says little of the
/// accuracy, which must then speak for itself. A layer that the group finds and a task may only veto would reach
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
        return new Choice(found.Column == 0 ? 0 : Test(table, draw.Probe, found.Column, Rising(table, draw)).Named(draw.Random), draw.Split);
    }

    /// <inheritdoc/>
    public Decision Decide(OutcomeTable table)
    {
        if (ProbeDraw.SkippedFor(table, Own) is { } reason)
            return Decisions.Skipped(this, table, reason);
        if (GroupFinding.Of(table, this) is not { } found)
            return Alone(table);

        var draw = ProbeDraw.Of(table, Own);
        var (split, probe, random) = draw;
        if (found.Column == 0)
            return Made(table, split, probe, found, 0, [], $"{found.Words(table)}: no layer is bypassed");
        var rising = Rising(table, draw);
        var (column, score, _, _) = Test(table, probe, found.Column, rising).NamedAndWhy(random);
        var evidence = ProbeEvidence.Of(table, probe, [found.Column], Seed, score);
        return Made(table, split, probe, found, column, evidence, $"{found.Words(table)}; {Words(evidence[0], probe.Length, column, rising)}");
    }

    private RobustTest Test(OutcomeTable table, int[] probe, int column, int rising) => new(table, probe, [column], Own, 1.0 / rising);

    /// <summary>How many candidates raise the score on the task's own probe samples, each tested alone; at least 1.</summary>
    private int Rising(OutcomeTable table, ProbeDraw draw) =>
        Math.Max(1, new RobustTest(table, draw.Probe, Candidates.Of(table, Module), Own).FoundAlone(draw.Random.Copy()));

    private Decision Made(
        OutcomeTable table, SampleSplit split, int[] probe, GroupFinding found, int column, IReadOnlyList<CandidateEvidence> evidence, string reason)
    {
        var round = ProbeRound.Of(table.Names(probe), table.Compare(0, probe).BaseCorrect, evidence, reason);
        return Decisions.Made(this, table, split, column, reason, [round], evidence) with { Finders = found.Samples };
    }

    private Decision Alone(OutcomeTable table)
    {
        var decision = Own.Decide(table);
        var others = Tables.Count(t => t.Task != table.Task && GroupFinding.GroupOf(t) == GroupFinding.GroupOf(table));
        var why = others == 0 ? "no other task in its group"
            : $"{Quantity.Of(others, "other task")} in its group, none with probe samples about other images and the same candidates";
        return decision with { Protocol = this, Reason = $"{why}, so decided as by {Own.Name}: {decision.Reason}" };
    }

    private string Words(CandidateEvidence own, int probe, int column, int rising) => string.Create(CultureInfo.InvariantCulture,
        $"{(column > 0 ? "confirmed" : "not confirmed")} on {Quantity.Clustered(probe, own.Counts.Clusters)} of its own probe samples " +
        $"({own.Counts.Fixed} fixed, {own.Counts.Broken} broken; margin: p {RobustReason.P(own.ScorePValue)}, at most {Own.Level:0.###}; " +
        $"McNemar: p {RobustReason.P(own.Counts.PValue)}{(rising > 1 ? $", at most 1 / {rising}, as {rising} candidates raise the margin" : "")}){(column > 0 ? "" : ": no layer is bypassed")}");
}
