using System.Globalization;
using TaLo.Statistics;

namespace TaLo.Terminal.Views;

/// <summary>Numbers as tables show them: shares in percent, differences in percentage points with their sign.</summary>
internal static class Numbers
{
    /// <summary>A share, 0…1.</summary>
    public static string Percent(double share) =>
        double.IsNaN(share) ? "-" : string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.0}%");

    /// <summary>A difference of shares, −1…1.</summary>
    public static string Points(double delta) =>
        double.IsNaN(delta) ? "-" : string.Create(CultureInfo.InvariantCulture, $"{delta * 100:+0.0;−0.0;0.0}");

    /// <summary>A difference with its interval.</summary>
    public static string Points(double delta, Interval interval) =>
        double.IsNaN(interval.Lower) ? Points(delta) : $"{Points(delta)} [{Points(interval.Lower)}, {Points(interval.Upper)}]";

    /// <summary>A change of the margin, in nats.</summary>
    public static string Nats(double change) =>
        double.IsNaN(change) ? "-" : string.Create(CultureInfo.InvariantCulture, $"{change:+0.000;−0.000;0.000}");

    /// <summary>A p-value.</summary>
    public static string P(double? p) => p switch
    {
        null or double.NaN => "-",
        < 0.001 => "<0.001",
        _ => string.Create(CultureInfo.InvariantCulture, $"{p:0.000}"),
    };
}
