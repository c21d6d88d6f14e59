using TaLo.LlamaCpp.Native;
using TaLo.Models;

namespace TaLo.LlamaCpp.Prompts;

/// <summary>A prompt's chunks in order, images already encoded.</summary>
internal sealed class EncodedPrompt(IReadOnlyList<PromptChunk> chunks, ChunksHandle? native) : IEncodedPrompt
{
    /// <summary>The chunks in order; the last one is text.</summary>
    public IReadOnlyList<PromptChunk> Chunks { get; } = chunks;

    /// <inheritdoc/>
    public int TokenCount { get; } = chunks.Sum(c => c.TokenCount);

    /// <inheritdoc/>
    public IReadOnlyList<PromptPart> Parts => [.. Chunks.Select(c => new PromptPart(c.Tokens, c.TokenCount))];

    /// <inheritdoc/>
    public void Dispose() => native?.Dispose();
}
