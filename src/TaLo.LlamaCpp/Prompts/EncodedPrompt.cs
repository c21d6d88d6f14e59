using TaLo.LlamaCpp.Native;
using TaLo.Models;

namespace TaLo.LlamaCpp.Prompts;

/// <summary>A prompt's chunks in order, images already encoded.</summary>
internal sealed class EncodedPrompt(IReadOnlyList<PromptChunk> chunks, ChunksHandle? native) : IEncodedPrompt
{
    /// <summary>The chunks in order; the last one is text.</summary>
    public IReadOnlyList<PromptChunk> Chunks { get; } = chunks;

    /// <summary>Where the knockouts of its passes are in force: with <see cref="Scope.Answer"/> every pass reads the last token apart.</summary>
    public Scope Scope { get; set; }

    /// <inheritdoc/>
    public int TokenCount { get; } = chunks.Sum(c => c.TokenCount);

    /// <inheritdoc/>
    public IReadOnlyList<PromptPart> Parts => [.. Chunks.Select(c => new PromptPart(c.Tokens, c.TokenCount))];

    /// <inheritdoc/>
    public void Dispose() => native?.Dispose();
}
