using TaLo.Models;
using TaLo.Scoring;
using TaLo.Tasks;

namespace TaLo.Sweeps;

/// <summary>A sample ready to be answered: read, made a prompt, its images encoded.</summary>
/// <param name="Sample">The sample.</param>
/// <param name="Tokens">The tokens of its options' letters.</param>
/// <param name="Encoded">Its prompt.</param>
internal sealed record PreparedSample(
    VqaSample Sample, LetterTokens Tokens, IEncodedPrompt Encoded) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose() => Encoded.Dispose();
}
