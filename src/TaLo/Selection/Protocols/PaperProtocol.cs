using TaLo.Models;
using TaLo.Selection.Evidence;
using TaLo.Statistics;

namespace TaLo.Selection.Protocols;

/// <summary>
/// The decisions of the released code of "Do All Individual Layers Help?" (arXiv 2602.01167): the layer with the
/// best strictly positive gain on a few probe samples is bypassed, the lowest among equals; where none gains, the
/// probe set is drawn anew, and in the end no layer is bypassed. No test is made: see <see cref="RobustProtocol"/>.
/// </summary>
/// <param name="Shots">Samples of the first probe set; the probe pool is a third of the task, at most four times this.</param>
/// <param name="Seed">Where the draws come from.</param>
/// <param name="Strategy">How the probe pool is drawn; the probe sets are drawn from it at random.</param>
public sealed record PaperProtocol(
    int Shots = PaperProtocol.DefaultShots,
    long Seed = 0,
    SamplingStrategy Strategy = SamplingStrategy.Random) : IProtocol
{
    /// <summary>The released code's number of shots.</summary>
    public const int DefaultShots = 10;

    /// <summary>Redraws in all, those for a perfect base model included.</summary>
    public const int MaxRedraws = 5;

    /// <inheritdoc/>
    public string Name => "paper";

    int? IProtocol.Shots => Shots;

    /// <inheritdoc/>
    public Module? Module => Models.Module.Attention;

    /// <inheritdoc/>
    public IProtocol Over(Module module) => module == Models.Module.Attention ? this
        : throw new SelectionException($"--protocol paper chooses among bypasses of the decoder's attention, as the released code does, not of {module.Name()}: take robust");

    /// <inheritdoc/>
    public IProtocol WithShots(int? shots) => this with { Shots = shots ?? DefaultShots };

    /// <inheritdoc/>
    public IProtocol WithSeed(long seed) => this with { Seed = seed };

    /// <inheritdoc/>
    public Choice Choose(OutcomeTable table)
    {
        if (SkippedFor(table) is not null)
            return default;
        var split = Split(table);
        return new Choice(PaperRounds.Of(table, split.Pool, Candidates.Of(table, Module), Shots)[^1].Column, split);
    }

    /// <inheritdoc/>
    public Decision Decide(OutcomeTable table)
    {
        if (SkippedFor(table) is { } reason)
            return Decisions.Skipped(this, table, reason);

        var split = Split(table);
        var candidates = Candidates.Of(table, Module);
        var rounds = PaperRounds.Of(table, split.Pool, candidates, Shots);
        var last = rounds[^1];
        var evidence = ProbeEvidence.Of(table, last.Samples, candidates, Seed);
        return Decisions.Made(
            this, table, split, last.Column, Reason(table, last, rounds.Count),
            [.. rounds.Select(r => r.ToProbeRound(table, candidates))], evidence);
    }

    private static string Reason(OutcomeTable table, PaperRound last, int rounds) => last.Column > 0
        ? $"{table.Knockouts[last.Column - 1]} gains most on {last.Samples.Length} probe samples (round {rounds})"
        : $"no candidate gains on a probe set in {rounds} {(rounds == 1 ? "round" : "rounds")}";

    private string? SkippedFor(OutcomeTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentOutOfRangeException.ThrowIfLessThan(Shots, 1);
        var samples = table.Samples.Count;
        return samples < Shots ? $"{Quantity.Are(samples, "sample")} fewer than the {Shots} to be probed"
            : samples < 3 ? $"{Quantity.Are(samples, "sample")} too few for a probe pool (a third of them)"
            : SampleSplit.Undividable(table, PoolSize(table));
    }

    private SampleSplit Split(OutcomeTable table) => SampleSplit.Draw(
        table, PoolSize(table), Strategy, SeededRandom.For(Seed, table.Task));

    private int PoolSize(OutcomeTable table) => (int)Math.Min(table.Samples.Count / 3, 4L * Shots);
}
