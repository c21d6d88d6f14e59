namespace TaLo.Selection.Protocols;

/// <summary>Runs the rounds of protocol <c>paper</c>: probe sets are taken from the pool one after another.</summary>
internal static class PaperRounds
{
    /// <param name="table">The task.</param>
    /// <param name="pool">The probe pool in random order, not empty.</param>
    /// <param name="candidates">The columns that may be chosen, by layer.</param>
    /// <param name="shots">Samples of the first probe set.</param>
    /// <returns>The rounds; the last one tells the choice.</returns>
    public static List<PaperRound> Of(OutcomeTable table, ReadOnlySpan<int> pool, int[] candidates, int shots)
    {
        var rounds = new List<PaperRound>();
        var probe = Take(ref pool, shots);
        var redraws = 0;
        if (BaseCorrect(table, probe) == probe.Length && pool.Length >= shots)
        {
            rounds.Add(new PaperRound(probe, probe.Length, false, 0));
            probe = Take(ref pool, shots);
            redraws++;
        }

        for (var round = 0; ; round++)
        {
            var best = Best(table, probe, candidates);
            rounds.Add(new PaperRound(probe, BaseCorrect(table, probe), true, best));
            if (best > 0 || redraws++ == PaperProtocol.MaxRedraws || pool.Length < shots)
                return rounds;
            probe = Take(ref pool, shots + round + 1);
        }
    }

    private static int BaseCorrect(OutcomeTable table, int[] probe) => table.Compare(0, probe).BaseCorrect;

    // Whole samples are counted, so gains equal within 1e-6 are equal numbers.
    private static int Best(OutcomeTable table, int[] probe, int[] candidates)
    {
        var set = SampleSet.Of(probe, table.Samples.Count);
        var (best, most) = (0, 0);
        foreach (var column in candidates)
        {
            var gain = table.Gain(column, set);
            if (gain > most)
                (best, most) = (column, gain);
        }

        return best;
    }

    private static int[] Take(ref ReadOnlySpan<int> pool, int count)
    {
        count = Math.Min(count, pool.Length);
        var taken = pool[..count].ToArray();
        pool = pool[count..];
        return taken;
    }
}

/// <summary>One round of protocol <c>paper</c>.</summary>
/// <param name="Samples">The probe set.</param>
/// <param name="BaseCorrect">Right answers of the base model.</param>
/// <param name="Tried">Whether the candidates were looked at; not so where a perfect base model led to a redraw.</param>
/// <param name="Column">The best column with a gain, or 0.</param>
internal readonly record struct PaperRound(int[] Samples, int BaseCorrect, bool Tried, int Column)
{
    /// <summary>The round as it is shown.</summary>
    public ProbeRound ToProbeRound(OutcomeTable table, int[] candidates)
    {
        var set = SampleSet.Of(Samples, table.Samples.Count);
        return new ProbeRound(
            table.Names(Samples), BaseCorrect,
            [.. Tried ? candidates.Select(c => new CandidateGain(table.Knockouts[c - 1], table.Gain(c, set))) : []],
            !Tried ? "the base model is right on every sample: drawn again"
                : Column > 0 ? $"{table.Knockouts[Column - 1]} gains most" : "no candidate gains");
    }
}
