namespace TaLo.Models;

/// <summary>How the tokens of an answer are chosen, and how long it may get. The defaults are llama.cpp's.</summary>
public sealed record SamplingOptions
{
    /// <summary>The most likely token every time: the same question, the same answer.</summary>
    public static SamplingOptions Greedy { get; } = new() { Temperature = 0 };

    /// <summary>Spread of the choice; 0 always takes the most likely token.</summary>
    public float Temperature { get; init; } = 0.8f;

    /// <summary>Only this many of the most likely tokens are considered; 0 for all.</summary>
    public int TopK { get; init; } = 40;

    /// <summary>Only the most likely tokens that together have this probability are considered; 1 for all.</summary>
    public float TopP { get; init; } = 0.95f;

    /// <summary>Only tokens with at least this share of the most likely token's probability are considered; 0 for all.</summary>
    public float MinP { get; init; } = 0.05f;

    /// <summary>Divides the logits of tokens that occurred lately; 1 for no penalty.</summary>
    public float RepeatPenalty { get; init; } = 1;

    /// <summary>How many of the latest tokens the penalty looks at.</summary>
    public int RepeatLast { get; init; } = 64;

    /// <summary>Makes a sampled answer repeatable; null for another one each time.</summary>
    public uint? Seed { get; init; }

    /// <summary>The most tokens an answer may have; 0 for as many as fit the context.</summary>
    public int MaxTokens { get; init; } = 1024;
}
