using TaLo.Scoring;

namespace TaLo.Terminal.Screens.Layers;

/// <summary>A sample that changed between right and wrong when a layer was bypassed.</summary>
/// <param name="Base">The base model's row.</param>
/// <param name="Bypassed">The row under the knockout.</param>
internal sealed record Flip(ScoredPass Base, ScoredPass Bypassed)
{
    /// <summary>Whether wrong became right.</summary>
    public bool IsFixed => Bypassed.Correct;
}
