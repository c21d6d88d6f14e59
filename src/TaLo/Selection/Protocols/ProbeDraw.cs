using TaLo.Statistics;

namespace TaLo.Selection.Protocols;

/// <summary>Which samples of a task protocol <c>robust</c> reads, whether every layer is swept or layers race.</summary>
/// <param name="Split">Probe pool and evaluation set.</param>
/// <param name="Probe">The probe set, in the order in which a race asks it.</param>
/// <param name="Random">Where the flips come from, after the draw.</param>
internal sealed record ProbeDraw(SampleSplit Split, int[] Probe, SeededRandom Random)
{
    /// <summary>Draws; the task must not be <see cref="SkippedFor"/> something.</summary>
    public static ProbeDraw Of(OutcomeTable table, RobustProtocol protocol)
    {
        var random = SeededRandom.For(protocol.Seed, table.Task);
        var size = PoolSize(table, protocol);
        var split = SampleSplit.Draw(table, size, protocol.Strategy, random);
        return new ProbeDraw(split, split.Pool[..Math.Min(split.Pool.Length, protocol.Shots ?? size)].ToArray(), random);
    }

    /// <summary>Why the task has too few samples for the protocol, or null.</summary>
    public static string? SkippedFor(OutcomeTable table, RobustProtocol protocol)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentOutOfRangeException.ThrowIfLessThan(protocol.Shots ?? 1, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(protocol.Level, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(protocol.PoolDivisor, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(protocol.PoolLimit ?? 1, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(protocol.Flips, 1);
        var samples = table.Samples.Count;
        return samples < protocol.Shots ? $"{Quantity.Are(samples, "sample")} fewer than the {protocol.Shots} to be probed"
            : PoolSize(table, protocol) == 0 ? $"{Quantity.Are(samples, "sample")} too few to probe one in {protocol.PoolDivisor} of them"
            : SampleSplit.Undividable(table, PoolSize(table, protocol));
    }

    private static int PoolSize(OutcomeTable table, RobustProtocol protocol) =>
        Math.Min(table.Samples.Count / protocol.PoolDivisor, protocol.PoolLimit ?? int.MaxValue);
}
