namespace TaLo.Gguf.RandomModels;

/// <summary>Shapes of decoders: tiny ones of every kind of graph, and real ones for measuring.</summary>
public static class Shapes
{
    /// <summary>LLaVA's decoder, with biases that real ones lack, because a knockout must remove them as well.</summary>
    public static DecoderShape Llama { get; } = new()
    {
        Architecture = "llama",
        KvHeads = 4,
        OutputBiases = true,
        ChatTemplate = ChatTemplates.Vicuna,
    };

    /// <summary>Mistral's: the llama graph with grouped-query attention and without biases.</summary>
    public static DecoderShape Mistral { get; } = Llama with { KvHeads = 1, OutputBiases = false };

    /// <summary>SmolVLM's: the llama graph with the embedding table as output layer.</summary>
    public static DecoderShape SmolVlm { get; } = Mistral with
    {
        TiedEmbeddings = true,
        ChatTemplate = ChatTemplates.ChatMl,
    };

    /// <summary>Qwen2: biases on queries, keys and values.</summary>
    public static DecoderShape Qwen2 { get; } = new() { Architecture = "qwen2", RopeBase = 1e6f };

    /// <summary>Qwen2-VL: as Qwen2, with positions in time, height and width.</summary>
    public static DecoderShape Qwen2Vl { get; } = Qwen2 with { Architecture = "qwen2vl", RopeSections = [4, 6, 6, 0] };

    /// <summary>Qwen3: norms on queries and keys.</summary>
    public static DecoderShape Qwen3 { get; } = new() { Architecture = "qwen3", RopeBase = 1e6f };

    /// <summary>Qwen3-VL: as Qwen3, with image features added after the first two layers.</summary>
    public static DecoderShape Qwen3Vl { get; } = Qwen3 with
    {
        Architecture = "qwen3vl",
        RopeSections = [6, 5, 5, 0],
        DeepstackLayers = 2,
    };

    /// <summary>Gemma 3: norms before and after each block, two of three layers through a sliding window.</summary>
    public static DecoderShape Gemma3 { get; } = new()
    {
        Architecture = "gemma3",
        RopeBase = 1e6f,
        SlidingWindow = 16,
        SlidingWindowPattern = 3,
        TiedEmbeddings = true,
        Tokenizer = TokenizerKind.SentencePiece,
        ChatTemplate = ChatTemplates.Gemma,
    };

    /// <summary>Phi-3: queries, keys and values in one matrix, gate and up in another.</summary>
    public static DecoderShape Phi3 { get; } = new()
    {
        Architecture = "phi3",
        Tokenizer = TokenizerKind.SentencePiece,
        ChatTemplate = ChatTemplates.Phi3,
    };

    /// <summary>Qwen2-VL 2B in its real size, 4-bit: a file of 0.9 GB.</summary>
    public static DecoderShape Qwen2Vl2B { get; } = Qwen2Vl with
    {
        Layers = 28,
        Embedding = 1536,
        Heads = 12,
        KvHeads = 2,
        Ffn = 8960,
        Vocabulary = 151_936,
        Context = 32_768,
        RopeSections = [16, 24, 24, 0],
        TiedEmbeddings = true,
        WeightType = GgmlType.Q4_0,
    };

    /// <summary>Qwen2 1.5B (Qwen2-VL 2B's decoder) in its real size but with 4,096 tokens, 4-bit: a file of 0.74 GB.</summary>
    public static DecoderShape Qwen2Of1B5 { get; } = Qwen2 with
    {
        Layers = 28,
        Embedding = 1536,
        Heads = 12,
        KvHeads = 2,
        Ffn = 8960,
        Vocabulary = 4096,
        Context = 32_768,
        TiedEmbeddings = true,
        WeightType = GgmlType.Q4_0,
    };

    /// <summary>Small, but no toy: 8 layers, 512 wide, 4-bit.</summary>
    public static DecoderShape Small { get; } = Qwen2Of1B5 with { Layers = 8, Embedding = 512, Heads = 8, Ffn = 1408, Vocabulary = 512 };
}
