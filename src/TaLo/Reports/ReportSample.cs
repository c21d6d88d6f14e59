using TaLo.Scoring;
using TaLo.Tasks;

namespace TaLo.Reports;

/// <summary>One sample, answered by the base model and with the chosen layer bypassed.</summary>
/// <param name="Sample">The sample with its images.</param>
/// <param name="Base">What the base model said.</param>
/// <param name="Bypassed">What the model said with the layer bypassed.</param>
public sealed record ReportSample(VqaSample Sample, ScoredPass Base, ScoredPass Bypassed)
{
    /// <summary>Whether wrong became right.</summary>
    public bool IsFixed => !Base.Correct && Bypassed.Correct;

    /// <summary>Whether right became wrong.</summary>
    public bool IsBroken => Base.Correct && !Bypassed.Correct;
}
