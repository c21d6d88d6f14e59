namespace TaLo.Scoring;

/// <summary>Which of a task's samples the layers are compared on.</summary>
internal static class SweptSamples
{
    /// <summary>
    /// The samples that some layer was tried on. What only one was tried on, where the others were all tried on all the rest, is
    /// an evaluation's of a choice, and left out; where some were given up half-way, as in a race, those that were not keep all of theirs.
    /// </summary>
    /// <param name="bases">Indices of the samples that the base model answered.</param>
    /// <param name="tried">The index of the sample of each pass with a knockout.</param>
    public static HashSet<string> Of(IEnumerable<string> bases, IEnumerable<string> tried)
    {
        var tries = tried.CountBy(index => index).IntersectBy(bases, s => s.Key).ToList();
        var most = tries.Select(s => s.Value).DefaultIfEmpty().Max();
        var givenUp = tries.Exists(s => s.Value > 1 && s.Value < most);
        return tries.Where(s => givenUp || s.Value == most).Select(s => s.Key).ToHashSet(StringComparer.Ordinal);
    }
}
