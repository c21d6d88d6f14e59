using System.Globalization;

namespace TaLo;

/// <summary>A number of things in words.</summary>
public static class Quantity
{
    /// <summary>For example <c>1 sample</c>, <c>12 samples</c>.</summary>
    /// <param name="count">How many.</param>
    /// <param name="noun">What, in the singular; the plural is that with an s.</param>
    public static string Of(int count, string noun) => Of(count, noun, noun + "s");

    /// <summary>For example <c>1 pass</c>, <c>12 passes</c>.</summary>
    /// <param name="count">How many.</param>
    /// <param name="noun">What, in the singular.</param>
    /// <param name="plural">The same in the plural.</param>
    public static string Of(long count, string noun, string plural) => string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? noun : plural)}");

    /// <summary>The beginning of a sentence about them: <c>1 sample is</c>, <c>12 samples are</c>.</summary>
    public static string Are(int count, string noun) => $"{Of(count, noun)} {(count == 1 ? "is" : "are")}";

    /// <summary>The same with the noun: <c>50 probe samples in 13 clusters</c>.</summary>
    public static string Clustered(int samples, int clusters, string noun) =>
        Of(samples, noun) + (clusters < samples ? $" in {Of(clusters, "cluster")}" : "");

    /// <summary>A number of samples, and of their clusters where there are fewer: <c>50</c>, <c>50 in 13 clusters</c>.</summary>
    public static string Clustered(int samples, int clusters) => clusters < samples
        ? string.Create(CultureInfo.InvariantCulture, $"{samples} in {Of(clusters, "cluster")}")
        : samples.ToString(CultureInfo.InvariantCulture);
}
