using System.Globalization;

namespace TaLo.Sweeps;

/// <summary>Reads a list of block lengths such as <c>1,2,4</c>.</summary>
public static class BlockLengths
{
    private const int Longest = 999;

    /// <summary>Reads the list.</summary>
    /// <exception cref="SelectionException">A part is no number of layers.</exception>
    public static IReadOnlyList<int> Parse(string text) => [.. text.Split(',', StringSplitOptions.TrimEntries).Select(One).Distinct().Order()];

    private static int One(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var length) && length is >= 1 and <= Longest
            ? length
            : throw new SelectionException($"block length '{text}': write numbers of layers from 1 on, separated by commas");
}
