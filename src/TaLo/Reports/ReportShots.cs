using TaLo.Statistics;

namespace TaLo.Reports;

/// <summary>What probe sets of one size came to.</summary>
/// <param name="Shots">Samples in the probe set.</param>
/// <param name="MeanGain">Mean held-out Δ of what they chose, −1…1; none counts as 0.</param>
/// <param name="NoneShare">Share of the redraws that chose no layer, 0…1.</param>
/// <param name="Spread">Where the held-out Δ of most redraws lies, or null.</param>
public sealed record ReportShots(int Shots, double MeanGain, double NoneShare, Interval? Spread = null);
