using TaLo.Models;
using TaLo.Selection.Evidence;
using TaLo.Simulation;
using TaLo.Statistics;

namespace TaLo.Selection.Protocols;

/// <summary>
/// Names a layer only on evidence of two kinds, from the same probe samples: <b>the margin finds, the accuracy
/// confirms</b>. First, the bounded margin score (<see cref="MarginScores"/>) must rise by more than the best of all
/// candidates would by luck: <see cref="SignFlipTest"/>, adjusted p ≤ level. Second, the samples fixed must outnumber
/// the broken ones: <see cref="McNemar"/>, exact and two-sided, p ≤ level ÷ the number of candidates that the margin found.
/// Of the candidates that pass both, the one with the strongest margin evidence is bypassed, else none.
/// <para>Why both. The margin counts every sample instead of the few that change sides, and flips keep the layers'
/// dependence, which Holm's correction must assume the worst of. But margins may rise where no answer improves; the
/// second test assumes nothing about margins. Why its level is divided: where <i>every</i> layer makes right answers surer
/// (<see cref="Scenario.SurerNull"/>), the margin finds all of them, and chance in the answers would confirm one of so many
/// more often than the level says; where it finds one, nothing is divided. <see cref="SimulationStudy"/> measures
/// it; the figures are in docs/selection.md.</para>
/// <para>Half the samples are probed, half judge: the released third, at most 40, is too few to tell ten points.</para>
/// </summary>
/// <param name="Shots">Samples of the probe set; null for the whole probe pool.</param>
/// <param name="Seed">Where the draws and the flips come from.</param>
/// <param name="Strategy">How the probe pool is drawn.</param>
/// <param name="Level">The chance of naming a layer where none helps that is put up with.</param>
/// <param name="PoolDivisor">The probe pool is the number of the task's samples divided by this, rounded down.</param>
/// <param name="PoolLimit">The probe pool has at most so many samples; null for no limit.</param>
/// <param name="Module">The candidates' module; null for all in the table.</param>
/// <param name="Flips">Sign flips of the test, the identity included.</param>
public sealed record RobustProtocol(
    int? Shots = null,
    long Seed = 0,
    SamplingStrategy Strategy = SamplingStrategy.Random,
    double Level = MultipleTesting.DefaultLevel,
    int PoolDivisor = 2,
    int? PoolLimit = null,
    Module? Module = Module.Attention,
    int Flips = 1000) : IProtocol
{
    /// <summary>The name under which its decisions are kept.</summary>
    public const string KeptAs = "robust";

    /// <inheritdoc/>
    public string Name => KeptAs;

    /// <inheritdoc/>
    public IProtocol Over(Module module) => this with { Module = module };

    /// <inheritdoc/>
    public IProtocol WithShots(int? shots) => this with { Shots = shots };

    /// <inheritdoc/>
    public IProtocol WithSeed(long seed) => this with { Seed = seed };

    /// <inheritdoc/>
    public Choice Choose(OutcomeTable table)
    {
        if (ProbeDraw.SkippedFor(table, this) is not null)
            return default;
        var draw = ProbeDraw.Of(table, this);
        var test = new RobustTest(table, draw.Probe, Candidates.Of(table, Module), this);
        return new Choice(test.Named(draw.Random), draw.Split);
    }

    /// <inheritdoc/>
    public Decision Decide(OutcomeTable table)
    {
        if (ProbeDraw.SkippedFor(table, this) is { } reason)
            return Decisions.Skipped(this, table, reason);

        var (split, probe, random) = ProbeDraw.Of(table, this);
        var candidates = Candidates.Of(table, Module);
        var (column, score, found, _) = new RobustTest(table, probe, candidates, this).NamedAndWhy(random);
        var evidence = ProbeEvidence.Of(table, probe, candidates, Seed, score);
        var round = ProbeRound.Of(
            table.Names(probe), table.Compare(0, probe).BaseCorrect, evidence,
            RobustReason.Of(evidence, probe.Length, column, table, Level, found));
        return Decisions.Made(this, table, split, column, round.Outcome, [round], evidence);
    }
}
