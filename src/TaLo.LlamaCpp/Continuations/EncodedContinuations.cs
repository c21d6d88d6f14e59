using TaLo.LlamaCpp.Prompts;
using TaLo.Models;

namespace TaLo.LlamaCpp.Continuations;

/// <summary>Continuations of one sample as a tree of tokens: what they have in common at their beginning is decoded once.</summary>
internal sealed class EncodedContinuations : IEncodedContinuations
{
    private const int BehindImages = -2, AtTheBeginning = -1;

    private readonly EncodedPrompt? prompt;
    private readonly List<TokenNode> nodes = [];

    /// <summary>Builds the tree.</summary>
    /// <param name="runs">The continuations.</param>
    /// <param name="prompt">The prompt whose images they share, or null. It becomes this object's.</param>
    public EncodedContinuations(IReadOnlyList<TokenRun> runs, EncodedPrompt? prompt)
    {
        this.prompt = prompt;
        Count = runs.Count;
        SharedChunks = prompt is null ? [] : [.. prompt.Chunks.SkipLast(1)];
        SequencesBehindImages = [.. runs.Index().Where(r => r.Item.IsBehindImages).Select(r => r.Index)];
        var places = new Dictionary<(int Parent, int Token), int>();
        foreach (var (sequence, run) in runs.Index())
            Add(sequence, run, places);
        TokenCount = nodes.Count + SharedChunks.Sum(c => c.TokenCount);
    }

    /// <inheritdoc/>
    public int TokenCount { get; }

    /// <inheritdoc/>
    public int Count { get; }

    /// <summary>What is decoded before the tree: text and images up to the last image; empty where there is none.</summary>
    public IReadOnlyList<PromptChunk> SharedChunks { get; }

    /// <summary>The continuations that follow the shared chunks.</summary>
    public IReadOnlyList<int> SequencesBehindImages { get; }

    /// <summary>The tree's tokens, each after the one that it follows.</summary>
    public IReadOnlyList<TokenNode> Nodes => nodes;

    /// <inheritdoc/>
    public void Dispose() => prompt?.Dispose();

    private void Add(int sequence, TokenRun run, Dictionary<(int Parent, int Token), int> places)
    {
        var parent = run.IsBehindImages ? BehindImages : AtTheBeginning;
        for (var i = 0; i < run.Tokens.Length - 1; i++)
        {
            if (!places.TryGetValue((parent, run.Tokens[i]), out var place))
            {
                place = places[(parent, run.Tokens[i])] = nodes.Count;
                nodes.Add(new TokenNode(run.Tokens[i], i, run.IsBehindImages));
            }
            nodes[place].Sequences.Add(sequence);
            if (i + 1 >= run.First)
                nodes[place].Targets.Add((sequence, run.Tokens[i + 1]));
            parent = place;
        }
    }
}

/// <summary>One continuation's tokens.</summary>
/// <param name="Tokens">Context and text.</param>
/// <param name="First">Where the text's first token stands; at least 1, but behind images 0 will do.</param>
/// <param name="IsBehindImages">Whether it follows the sample's images.</param>
internal sealed record TokenRun(int[] Tokens, int First, bool IsBehindImages);

/// <summary>A token of the tree.</summary>
/// <param name="Token">The token.</param>
/// <param name="Depth">How many tokens of the tree are before it.</param>
/// <param name="IsBehindImages">Whether images come before those.</param>
internal sealed record TokenNode(int Token, int Depth, bool IsBehindImages)
{
    /// <summary>The continuations that pass through it.</summary>
    public List<int> Sequences { get; } = [];

    /// <summary>The tokens whose probability after it is asked for, and for which continuation.</summary>
    public List<(int Sequence, int Token)> Targets { get; } = [];
}
