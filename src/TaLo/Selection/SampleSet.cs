namespace TaLo.Selection;

/// <summary>A set of a table's samples, one bit each.</summary>
internal readonly struct SampleSet
{
    private SampleSet(ulong[] words) => Words = words;

    public ulong[] Words { get; }

    /// <param name="members">Samples, by their place in the table.</param>
    /// <param name="samples">How many samples the table has.</param>
    public static SampleSet Of(ReadOnlySpan<int> members, int samples)
    {
        var words = new ulong[(samples + 63) / 64];
        foreach (var member in members)
            words[member >> 6] |= 1UL << member;
        return new SampleSet(words);
    }
}
