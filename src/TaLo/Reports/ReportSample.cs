using TaLo.Scoring;
using TaLo.Tasks;

namespace TaLo.Reports;

/// <summary>A sample with its images, and its answers with the chosen layer bypassed and without.</summary>
/// <param name="Sample">The sample.</param>
/// <param name="Passes">The answers.</param>
public sealed record ReportSample(VqaSample Sample, PairedPass Passes)
{
    /// <summary>What was said where answers were generated, a line each: the base model's, the one with the bypass, what an open question accepts.</summary>
    internal IEnumerable<string> Said
    {
        get
        {
            if (Passes is not { Base.Generated: { } before, Bypassed.Generated: { } after })
                yield break;
            yield return $"Base: {before.Text}";
            yield return $"With bypass: {after.Text}";
            if (before.Accepted.Count > 0)
                yield return $"Accepted: {string.Join(", ", before.Accepted.Distinct())}";
        }
    }
}
