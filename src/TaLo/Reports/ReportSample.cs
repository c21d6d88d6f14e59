using TaLo.Scoring;
using TaLo.Tasks;

namespace TaLo.Reports;

/// <summary>A sample with its images, and its answers with the chosen layer bypassed and without.</summary>
/// <param name="Sample">The sample.</param>
/// <param name="Passes">The answers.</param>
public sealed record ReportSample(VqaSample Sample, PairedPass Passes);
