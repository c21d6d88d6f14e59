using TaLo.LlamaCpp.Prompts;
using TaLo.Models;

namespace TaLo.LlamaCpp.Continuations;

/// <summary>Continuations of one sample in families: what a family has in common at its beginning is decoded once.</summary>
internal sealed class EncodedContinuations : IEncodedContinuations
{
    private readonly EncodedPrompt? prompt;

    /// <summary>Finds the families: one behind the images, one of each context.</summary>
    /// <param name="runs">The continuations.</param>
    /// <param name="prompt">The prompt whose images they share, or null. It becomes this object's.</param>
    public EncodedContinuations(IReadOnlyList<TokenRun> runs, EncodedPrompt? prompt)
    {
        this.prompt = prompt;
        Count = runs.Count;
        Families = [.. runs.Index()
            .GroupBy(r => (r.Item.IsBehindImages, First: r.Item.IsBehindImages ? 0 : r.Item.Tokens[0]))
            .Select(g => new TokenFamily(g.Key.IsBehindImages ? [.. prompt!.Chunks.SkipLast(1)] : [], [.. g]))];
    }

    /// <inheritdoc/>
    public int TokenCount => Families.Sum(f => f.TokenCount);

    /// <inheritdoc/>
    public int Count { get; }

    /// <summary>The families; each continuation is in one.</summary>
    public IReadOnlyList<TokenFamily> Families { get; }

    /// <summary>The families with their images encoded under knockouts of the vision encoder.</summary>
    /// <param name="vision">The encoder; null without one.</param>
    /// <param name="knockouts">What of the encoder is bypassed.</param>
    /// <param name="cancellationToken">Stops the encoder.</param>
    /// <exception cref="ModelException">There is no encoder, or it has no such layer.</exception>
    public IReadOnlyList<TokenFamily> FamiliesUnder(VisionEncoder? vision, IReadOnlyList<Knockout> knockouts, CancellationToken cancellationToken)
    {
        if (knockouts.Count == 0 || prompt is null)
            return Families;
        IReadOnlyList<PromptChunk> chunks = [.. prompt.Under(vision, knockouts, cancellationToken).Chunks.SkipLast(1)];
        return [.. Families.Select(f => f.Chunks.Count == 0 ? f : new TokenFamily(chunks, f.Members))];
    }

    /// <inheritdoc/>
    public IReadOnlyList<int> Scored(int continuation)
    {
        var run = Families.SelectMany(f => f.Members).First(m => m.Place == continuation).Run;
        return run.Tokens[run.First..];
    }

    /// <inheritdoc/>
    public void Dispose() => prompt?.Dispose();
}

/// <summary>One continuation's tokens.</summary>
/// <param name="Tokens">Context and text.</param>
/// <param name="First">Where the text's first token stands; at least 1.</param>
/// <param name="IsBehindImages">Whether it follows the sample's images.</param>
internal sealed record TokenRun(int[] Tokens, int First, bool IsBehindImages);

/// <summary>
/// Continuations that begin alike. What they share and what is their own have even lengths: decoded side by side in pieces, no token of
/// a text is ever left in a piece alone, where ggml would take another kernel for its attention and round otherwise.
/// </summary>
internal sealed class TokenFamily
{
    /// <summary>Finds what they share.</summary>
    /// <param name="chunks">Text and images up to the last image, before all of them; may be empty.</param>
    /// <param name="members">The continuations, each with its place in the sample.</param>
    public TokenFamily(IReadOnlyList<PromptChunk> chunks, IReadOnlyList<(int Place, TokenRun Run)> members)
    {
        (Chunks, Members) = (chunks, members);
        var first = members[0].Run.Tokens;
        // A run's last token is only asked for.
        Shared = members.Min(m => Math.Min(m.Run.Tokens.Length - 1, first.Zip(m.Run.Tokens).TakeWhile(t => t.First == t.Second).Count())) & ~1;
    }

    /// <summary>Text and images before the tokens.</summary>
    public IReadOnlyList<PromptChunk> Chunks { get; }

    /// <summary>The continuations.</summary>
    public IReadOnlyList<(int Place, TokenRun Run)> Members { get; }

    /// <summary>Tokens that all begin with, as far as they are decoded once.</summary>
    public int Shared { get; }

    /// <summary>Positions that are decoded.</summary>
    public int TokenCount => Chunks.Sum(c => c.TokenCount) + Shared + Members.Sum(m => OwnOf(m.Run));

    /// <summary>Positions that the longest takes.</summary>
    public int Length => Chunks.Sum(c => c.TokenCount) + Shared + Members.Max(m => OwnOf(m.Run));

    /// <summary>Tokens of a member that are decoded for it alone; where they are odd, with its last one, which nothing follows.</summary>
    public int OwnOf(TokenRun run) => (run.Tokens.Length - Shared) & ~1;
}
