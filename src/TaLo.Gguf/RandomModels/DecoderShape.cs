namespace TaLo.Gguf.RandomModels;

/// <summary>The shape of a random decoder; change a preset of <see cref="Shapes"/> with <c>with</c>.</summary>
public sealed record DecoderShape
{
    /// <summary>llama.cpp's name: llama, qwen2, qwen2vl, qwen3, qwen3vl, gemma3 or phi3.</summary>
    public required string Architecture { get; init; }

    /// <summary>Decoder layers.</summary>
    public int Layers { get; init; } = 8;

    /// <summary>Width of the residual stream.</summary>
    public int Embedding { get; init; } = 128;

    /// <summary>Attention heads.</summary>
    public int Heads { get; init; } = 4;

    /// <summary>Heads of keys and values; fewer than <see cref="Heads"/> for grouped-query attention.</summary>
    public int KvHeads { get; init; } = 2;

    /// <summary>Width of one head, or 0 for <see cref="Embedding"/> divided by <see cref="Heads"/>.</summary>
    public int HeadWidth { get; init; }

    /// <summary>Width inside the feed-forward block.</summary>
    public int Ffn { get; init; } = 256;

    /// <summary>Tokens in the vocabulary; at least about 330 (byte level) or 390 (SentencePiece).</summary>
    public int Vocabulary { get; init; } = 400;

    /// <summary>Longest sequence the model claims to be made for, in tokens.</summary>
    public int Context { get; init; } = 2048;

    /// <summary>How the matrices are stored.</summary>
    public GgmlType WeightType { get; init; } = GgmlType.F32;

    /// <summary>Whether the output layer is the embedding table (no <c>output.weight</c>).</summary>
    public bool TiedEmbeddings { get; init; }

    /// <summary>Whether the attention's and the feed-forward block's last matrices have biases (llama only).</summary>
    public bool OutputBiases { get; init; }

    /// <summary>Tokens that a sliding-window layer looks back, or 0 for none (gemma3).</summary>
    public int SlidingWindow { get; init; }

    /// <summary>Each such-and-such layer looks at everything, the others through the window (gemma3).</summary>
    public int SlidingWindowPattern { get; init; } = 6;

    /// <summary>First layers to which deepstack image features are added (qwen3vl).</summary>
    public int DeepstackLayers { get; init; }

    /// <summary>Rotary pairs for time, height, width and nothing; their sum is half a head (qwen2vl, qwen3vl).</summary>
    public IReadOnlyList<int> RopeSections { get; init; } = [];

    /// <summary>Base of the rotary frequencies.</summary>
    public float RopeBase { get; init; } = 10000;

    /// <summary>The kind of vocabulary.</summary>
    public TokenizerKind Tokenizer { get; init; }

    /// <summary>The chat template (Jinja), or null for none.</summary>
    public string? ChatTemplate { get; init; } = ChatTemplates.ChatMl;

    /// <summary>Width of one head, worked out.</summary>
    internal int HeadSize => HeadWidth > 0 ? HeadWidth : Embedding / Heads;
}
