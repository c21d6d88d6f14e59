namespace TaLo.Gguf.RandomModels;

/// <summary>Shapes of tiny vision encoders, one for each projector type, and a real one for measuring.</summary>
public static class VisionShapes
{
    /// <summary>LLaVA's: 16 image tokens.</summary>
    public static VisionShape Mlp { get; } = new() { Projector = "mlp" };

    /// <summary>Qwen2-VL's: tokens as the image's size demands, at least 8.</summary>
    public static VisionShape Qwen2Vl { get; } = new() { Projector = "qwen2vl_merger" };

    /// <summary>Qwen2.5-VL's: every second layer looks at the whole image, the others at windows of it.</summary>
    public static VisionShape Qwen25Vl { get; } = new() { Projector = "qwen2.5vl_merger", Layers = 3 };

    /// <summary>Qwen3-VL's, with deepstack features from its first two layers.</summary>
    public static VisionShape Qwen3Vl { get; } = new()
    {
        Projector = "qwen3vl_merger",
        Layers = 3,
        DeepstackLayers = [0, 1],
    };

    /// <summary>Gemma 3's: 4 image tokens.</summary>
    public static VisionShape Gemma3 { get; } = new() { Projector = "gemma3" };

    /// <summary>SmolVLM's: 4 tokens for each tile of the image.</summary>
    public static VisionShape Idefics3 { get; } = new() { Projector = "idefics3" };

    /// <summary>CLIP-L/14 at 336 pixels, LLaVA-1.5's encoder, in its real size, 16-bit: 576 image tokens, a file of 0.6 GB.</summary>
    public static VisionShape ClipLarge { get; } = Mlp with
    {
        ImageSize = 336,
        Embedding = 1024,
        Heads = 16,
        Ffn = 4096,
        Layers = 24,
        WeightType = GgmlType.F16,
    };

    /// <summary>Qwen2-VL 2B's encoder in its real size, 16-bit: a file of 1.3 GB.</summary>
    public static VisionShape Qwen2Vl2B { get; } = Qwen2Vl with
    {
        ImageSize = 560,
        Embedding = 1280,
        Heads = 16,
        Ffn = 5120,
        Layers = 32,
        WeightType = GgmlType.F16,
    };
}
