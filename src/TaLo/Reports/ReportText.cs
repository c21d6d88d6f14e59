using System.Globalization;
using TaLo.Models;
using TaLo.Statistics;
using TaLo.Vectors;

namespace TaLo.Reports;

/// <summary><see cref="Numbers"/> as reports spell them; what is not known is <c>–</c>.</summary>
internal static class ReportText
{
    public const string Unknown = "–";

    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    /// <summary>A difference of accuracies in percentage points with its sign: <c>+2.5</c>.</summary>
    public static string Points(double delta) => Numbers.Points(delta, Unknown);

    public static string Points(Interval interval) => double.IsFinite(interval.Lower)
        ? $"{Points(interval.Lower)} … {Points(interval.Upper)}"
        : Unknown;

    public static string Percent(double share) => Numbers.Percent(share, Unknown, " %");

    public static string PValue(double p) => Numbers.P(p, Unknown, "< 0.001");

    /// <summary>What a heading over vectors says, as a sentence begins.</summary>
    public static string Heading(KnockoutKind kind)
    {
        var heading = VectorNames.Heading(kind);
        return char.ToUpperInvariant(heading[0]) + heading[1..];
    }

    /// <summary>A similarity, −1…1.</summary>
    public static string Similarity(double value) => !double.IsFinite(value)
        ? Unknown
        : value.ToString("+0.00;−0.00;0.00", Invariant);

    /// <summary>A natural log-probability and the probability it stands for: <c>−0.31 (73 %)</c>.</summary>
    public static string LogProbability(double value) => !double.IsFinite(value)
        ? Unknown
        : value.ToString("0.00;−0.00;0.00", Invariant) + " (" + Math.Exp(value).ToString("0 %", Invariant) + ")";

    /// <summary>A colour scale's ends and middle; the lower end says so where something lies beyond it.</summary>
    public static (string Low, string Middle, string High) Ends(DeltaScale scale) =>
        ((scale.Clipped ? "≤ " : "") + Points(-scale.Limit), "0", Points(scale.Limit));

    public static string Count(int number) => number.ToString(Invariant);

    public static string Time(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm zzz", Invariant);

    public static string Name(Knockout? knockout) => knockout?.ToString() ?? "none";

    /// <summary>A name cut in its middle, since long names often differ at the end only; no character is halved.</summary>
    public static string Short(string name, int length)
    {
        var elements = new StringInfo(name.ReplaceLineEndings(" "));
        var all = elements.LengthInTextElements;
        var end = length / 3;
        return all <= length
            ? elements.String
            : elements.SubstringByTextElements(0, length - 1 - end) + "…" + elements.SubstringByTextElements(all - end);
    }
}
