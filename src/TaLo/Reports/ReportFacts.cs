namespace TaLo.Reports;

/// <summary>Facts that belong together, for example those of the model.</summary>
/// <param name="Heading">What they are about.</param>
/// <param name="Facts">The facts, in the order they are shown.</param>
public sealed record ReportFacts(string Heading, IReadOnlyList<ReportFact> Facts);
