namespace TaLo.Selection;

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
            EvidenceOf.Names(table, Samples), BaseCorrect,
            [.. Tried ? candidates.Select(c => new CandidateGain(table.Knockouts[c - 1], table.Gain(c, set))) : []],
            !Tried ? "the base model is right on every sample: drawn again"
                : Column > 0 ? $"{table.Knockouts[Column - 1]} gains most" : "no candidate gains");
    }
}
