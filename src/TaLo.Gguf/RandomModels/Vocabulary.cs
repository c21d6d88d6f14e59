namespace TaLo.Gguf.RandomModels;

/// <summary>A tokenizer's tables as they stand in a GGUF file; token ids are positions in them.</summary>
internal sealed class Vocabulary
{
    public const int Normal = 1;
    public const int Unknown = 2;
    public const int Control = 3;
    public const int Unused = 5;
    public const int Byte = 6;

    /// <summary>Tokens that models and image projectors look for by their text.</summary>
    public static readonly string[] ControlTokens =
    [
        "<|im_start|>", "<|im_end|>", "<|vision_start|>", "<|vision_end|>", "<|image_pad|>",
        "<start_of_turn>", "<end_of_turn>", "<start_of_image>", "<end_of_image>",
        "<|user|>", "<|assistant|>", "<|end|>",
        "<|endoftext|>", "<fake_token_around_image>", "<global-img>", "<image>",
        "<row_1_col_1>", "<row_1_col_2>", "<row_2_col_1>", "<row_2_col_2>",
    ];

    public List<string> Tokens { get; } = [];

    public List<int> Types { get; } = [];

    public List<float> Scores { get; } = [];

    public List<string> Merges { get; } = [];

    public uint BeginToken { get; set; }

    public uint EndToken { get; set; }

    public uint Add(string token, int type, float score = 0)
    {
        Tokens.Add(token);
        Types.Add(type);
        Scores.Add(score);
        return (uint)Tokens.Count - 1;
    }

    /// <summary>Fills the vocabulary up to a size with tokens that no text becomes.</summary>
    /// <exception cref="ArgumentException">The vocabulary is larger than that.</exception>
    public void PadTo(int size)
    {
        if (Tokens.Count > size)
            throw new ArgumentException($"a vocabulary of {size} tokens is too small: at least {Tokens.Count} are needed");

        while (Tokens.Count < size)
            Add($"[PAD{Tokens.Count}]", Unused);
    }
}
