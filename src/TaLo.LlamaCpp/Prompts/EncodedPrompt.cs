using TaLo.LlamaCpp.Native;
using TaLo.Models;

namespace TaLo.LlamaCpp.Prompts;

/// <summary>A prompt's chunks in order, images already encoded.</summary>
internal sealed class EncodedPrompt(IReadOnlyList<PromptChunk> chunks, ChunksHandle? native) : IEncodedPrompt
{
    private (HashSet<Knockout> Knockouts, EncodedPrompt Prompt)? latest;

    /// <summary>The chunks in order; the last one is text.</summary>
    public IReadOnlyList<PromptChunk> Chunks { get; } = chunks;

    /// <summary>Where the knockouts of its passes are in force: with <see cref="Scope.Answer"/> every pass reads the last token apart.</summary>
    public Scope Scope { get; set; }

    /// <summary>The same prompt with its images encoded under knockouts of the vision encoder; the latest is kept as long as the prompt.</summary>
    /// <param name="vision">The encoder; null without one.</param>
    /// <param name="knockouts">What of the encoder is bypassed; this prompt itself for nothing.</param>
    /// <param name="cancellationToken">Stops the encoder.</param>
    /// <exception cref="ModelException">There is no encoder, or it has no such layer.</exception>
    public EncodedPrompt Under(VisionEncoder? vision, IReadOnlyList<Knockout> knockouts, CancellationToken cancellationToken)
    {
        if (knockouts.Count == 0)
            return this;
        if (vision is null)
            throw new ModelException($"{knockouts[0]}: the model was loaded without a vision encoder: give its mmproj file with --mmproj FILE");
        if (latest is not { } known || !known.Knockouts.SetEquals(knockouts))
            latest = known = ([.. knockouts], new EncodedPrompt(vision.EncodeAnew(Chunks, knockouts, cancellationToken), null));
        known.Prompt.Scope = Scope;
        return known.Prompt;
    }

    /// <inheritdoc/>
    public int TokenCount { get; } = chunks.Sum(c => c.TokenCount);

    /// <inheritdoc/>
    public IReadOnlyList<PromptPart> Parts => [.. Chunks.Select(c => new PromptPart(c.Tokens, c.TokenCount))];

    /// <inheritdoc/>
    public void Dispose() => native?.Dispose();
}
