namespace TaLo.Reports;

/// <summary>What redrawn probe sets choose.</summary>
/// <param name="Redraws">Probe sets drawn.</param>
/// <param name="Choices">How often each knockout, or none, was chosen; most often first.</param>
/// <param name="Curve">How the gain grows with the probe set, by rising shots; may be empty.</param>
public sealed record ReportStability(
    int Redraws,
    IReadOnlyList<ReportShare> Choices,
    IReadOnlyList<ReportShots> Curve);
