using System.Globalization;

namespace TaLo;

/// <summary>A number of things in words.</summary>
public static class Quantity
{
    /// <summary>For example <c>1 sample</c>, <c>12 samples</c>.</summary>
    /// <param name="count">How many.</param>
    /// <param name="noun">What, in the singular; the plural is that with an s.</param>
    public static string Of(int count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");
}
