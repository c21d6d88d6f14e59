namespace TaLo.LlamaCpp.Prompts;

/// <summary>A piece of an encoded prompt that is decoded on its own: either text tokens or one image's embeddings.</summary>
internal sealed class PromptChunk
{
    /// <summary>Token ids of a text chunk; empty for an image.</summary>
    public int[] Tokens { get; init; } = [];

    /// <summary>The native image chunk, owned by the prompt; 0 for text.</summary>
    public nint Image { get; init; }

    /// <summary>The vision encoder's output: TokenCount × embedding length; empty for text.</summary>
    public float[] Embeddings { get; init; } = [];

    /// <summary>What tells the image's embeddings from others: its file's SHA-256, what of the encoder was bypassed and which of its parts this is; empty where nobody asked for it.</summary>
    public string ImageKey { get; init; } = "";

    /// <summary>Entries that the chunk takes in the context.</summary>
    public required int TokenCount { get; init; }

    /// <summary>Whether this is an image.</summary>
    public bool IsImage => Image != 0;
}
