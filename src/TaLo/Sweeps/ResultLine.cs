using TaLo.Scoring;

namespace TaLo.Sweeps;

/// <summary>One line of a results file.</summary>
/// <param name="Pass">The pass; a file knows no groups of tasks.</param>
/// <param name="Intervention">What was done to the layer, for example <c>zero</c>; null for the base model.</param>
/// <param name="Prompt">The prompt's text, where it was asked for.</param>
public sealed record ResultLine(ScoredPass Pass, string? Intervention, string? Prompt = null);
