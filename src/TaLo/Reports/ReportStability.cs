using TaLo.Models;
using TaLo.Selection.Evidence;
using TaLo.Statistics;

namespace TaLo.Reports;

/// <summary>What redrawn probe sets choose.</summary>
/// <param name="Redraws">Probe sets drawn.</param>
/// <param name="Choices">How often each knockout, or none, was chosen; most often first.</param>
/// <param name="Curve">How the gain grows with the probe set, by rising shots; may be empty.</param>
public sealed record ReportStability(
    int Redraws,
    IReadOnlyList<ReportShare> Choices,
    IReadOnlyList<ReportShots> Curve)
{
    /// <summary>What the redraws came to, and for each number of shots what they came to with that number.</summary>
    public static ReportStability From(StabilityReport report, IReadOnlyList<StabilityReport> curve) => new(
        report.Redraws,
        [.. report.Choices.Select(c => new ReportShare(c.Knockout, c.Share))
            .Append(new ReportShare(null, report.None))
            .Where(c => c.Share > 0)
            .OrderByDescending(c => c.Share)],
        [.. curve.Where(r => r.Protocol.Shots is not null)
            .Select(r => new ReportShots(r.Protocol.Shots!.Value, r.HeldOutGain, r.None))]);
}

/// <summary>How often one knockout was chosen.</summary>
/// <param name="Knockout">The knockout, or null for none.</param>
/// <param name="Share">Share of the redraws, 0…1.</param>
public sealed record ReportShare(Knockout? Knockout, double Share);

/// <summary>What probe sets of one size came to.</summary>
/// <param name="Shots">Samples in the probe set.</param>
/// <param name="MeanGain">Mean held-out Δ of what they chose, −1…1; none counts as 0.</param>
/// <param name="NoneShare">Share of the redraws that chose no layer, 0…1.</param>
/// <param name="Spread">Where the held-out Δ of most redraws lies, or null.</param>
public sealed record ReportShots(int Shots, double MeanGain, double NoneShare, Interval? Spread = null);
