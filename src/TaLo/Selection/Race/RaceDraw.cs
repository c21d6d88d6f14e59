using TaLo.Statistics;

namespace TaLo.Selection.Race;

/// <summary>The probe set that protocol <c>robust</c> would read, in its order.</summary>
/// <param name="Split">Probe pool and evaluation set.</param>
/// <param name="Probe">The probe set.</param>
/// <param name="Random">Where the flips come from.</param>
internal sealed record RaceDraw(SampleSplit Split, int[] Probe, SeededRandom Random)
{
    /// <summary>Draws; null where the task has too few samples.</summary>
    public static RaceDraw? Of(OutcomeTable table, RobustProtocol protocol)
    {
        var size = Math.Min(table.Samples.Count / protocol.PoolDivisor, protocol.PoolLimit ?? int.MaxValue);
        if (size == 0 || table.Samples.Count < protocol.Shots)
            return null;
        var random = SeededRandom.For(protocol.Seed, table.Task);
        var split = SampleSplit.Draw(table, size, protocol.Strategy, random);
        return new RaceDraw(split, split.Pool[..Math.Min(size, protocol.Shots ?? size)].ToArray(), random);
    }
}
