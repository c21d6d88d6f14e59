using TaLo.Models;

namespace TaLo.Reports;

/// <summary>How often one knockout was chosen.</summary>
/// <param name="Knockout">The knockout, or null for none.</param>
/// <param name="Share">Share of the redraws, 0…1.</param>
public sealed record ReportShare(Knockout? Knockout, double Share);
