namespace TaLo.Models;

/// <summary>A text and what it follows, to be scored by the text's probability.</summary>
/// <param name="Context">
/// What stands before it, with one image marker for each image; empty where the text begins a document: then it
/// follows the document separator.
/// </param>
/// <param name="Text">The text; not empty.</param>
public readonly record struct Continuation(string Context, string Text);

/// <summary>Continuations of one sample, tokenized, images encoded: what passes with different knockouts share. Belongs to the model that made it.</summary>
public interface IEncodedContinuations : IDisposable
{
    /// <summary>Positions in the decoder's memory: what continuations have in common at their beginning counts once.</summary>
    int TokenCount { get; }

    /// <summary>How many continuations there are.</summary>
    int Count { get; }

    /// <summary>The tokens of one continuation that are scored: its text's, without its context's.</summary>
    /// <param name="continuation">Which, from 0.</param>
    IReadOnlyList<int> Scored(int continuation);
}

/// <summary>How much one pass over continuations of several samples may take.</summary>
/// <param name="Tokens">Positions.</param>
/// <param name="Sequences">Continuations.</param>
public readonly record struct PackSize(int Tokens, int Sequences)
{
    /// <summary>Whether one more sample fits into a pass beside others.</summary>
    public bool Fits(IEnumerable<IEncodedContinuations> others, IEncodedContinuations next)
    {
        ArgumentNullException.ThrowIfNull(others);
        ArgumentNullException.ThrowIfNull(next);
        var (tokens, sequences) = others.Aggregate((next.TokenCount, next.Count), (sum, e) => (sum.TokenCount + e.TokenCount, sum.Count + e.Count));
        return tokens <= Tokens && sequences <= Sequences;
    }
}
