namespace TaLo.Gguf.RandomModels;

/// <summary>The shape of a random vision encoder and projector (an mmproj file).</summary>
public sealed record VisionShape
{
    /// <summary>libmtmd's name: mlp, qwen2vl_merger, qwen2.5vl_merger, qwen3vl_merger, gemma3 or idefics3.</summary>
    public required string Projector { get; init; }

    /// <summary>Side of the square image the encoder is made for, in pixels.</summary>
    public int ImageSize { get; init; } = 56;

    /// <summary>Side of a patch, in pixels.</summary>
    public int PatchSize { get; init; } = 14;

    /// <summary>Width of the encoder.</summary>
    public int Embedding { get; init; } = 64;

    /// <summary>Attention heads.</summary>
    public int Heads { get; init; } = 4;

    /// <summary>Width inside the feed-forward block; must differ from <see cref="Embedding"/>.</summary>
    public int Ffn { get; init; } = 96;

    /// <summary>Encoder layers.</summary>
    public int Layers { get; init; } = 2;

    /// <summary>Patches along each side that become one image token (gemma3, idefics3; the Qwens merge 2).</summary>
    public int Merge { get; init; } = 2;

    /// <summary>Encoder layers whose output is handed to the decoder's first layers (qwen3vl_merger).</summary>
    public IReadOnlyList<int> DeepstackLayers { get; init; } = [];

    /// <summary>Whether what a block adds is normed and scaled by channel before it is added, as in InternVL's and Gemma 4's encoders.</summary>
    public bool ScalesBlocks { get; init; }

    /// <summary>How the matrices are stored.</summary>
    public GgmlType WeightType { get; init; } = GgmlType.F32;
}
