using System.Globalization;

namespace TaLo.Storage;

/// <summary>Orders sample indices as people count: whole numbers by value, before all other texts by code point.</summary>
internal sealed class IndexOrder : IComparer<string>
{
    public static IndexOrder Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        var order = Number(x).CompareTo(Number(y));
        return order != 0 ? order : string.CompareOrdinal(x, y);
    }

    private static long Number(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : long.MaxValue;
}
