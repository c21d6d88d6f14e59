using System.Globalization;

namespace TaLo.Statistics;

/// <summary>Numbers as tables show them: shares in percent, differences in percentage points with their sign.</summary>
public static class Numbers
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    /// <summary>A share, 0…1.</summary>
    /// <param name="share">The share.</param>
    /// <param name="unknown">What stands for no number.</param>
    /// <param name="sign">The sign behind it.</param>
    public static string Percent(double share, string unknown = "-", string sign = "%") =>
        double.IsFinite(share) ? (100 * share).ToString("0.0", Invariant) + sign : unknown;

    /// <summary>A difference of shares, −1…1.</summary>
    /// <param name="delta">The difference.</param>
    /// <param name="unknown">What stands for no number.</param>
    public static string Points(double delta, string unknown = "-") =>
        double.IsFinite(delta) ? (100 * delta).ToString("+0.0;−0.0;0.0", Invariant) : unknown;

    /// <summary>A difference with its interval.</summary>
    public static string Points(double delta, Interval interval) =>
        double.IsNaN(interval.Lower) ? Points(delta) : $"{Points(delta)} [{Points(interval.Lower)}, {Points(interval.Upper)}]";

    /// <summary>A change of the margin, in nats.</summary>
    public static string Nats(double change) =>
        double.IsFinite(change) ? change.ToString("+0.000;−0.000;0.000", Invariant) : "-";

    /// <summary>A p-value.</summary>
    /// <param name="p">The p-value.</param>
    /// <param name="unknown">What stands for no number.</param>
    /// <param name="small">What stands for less than a thousandth.</param>
    public static string P(double? p, string unknown = "-", string small = "<0.001") =>
        p is not { } known || !double.IsFinite(known) ? unknown : known < 0.001 ? small
        : known is > MultipleTesting.DefaultLevel and < MultipleTesting.DefaultLevel + 0.0005 ? (Math.Ceiling(known * 1e4) / 1e4).ToString("0.0000", Invariant)
        : known.ToString("0.000", Invariant);
}
