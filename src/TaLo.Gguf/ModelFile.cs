namespace TaLo.Gguf;

/// <summary>What users want to know about a model or mmproj file before it is loaded. Numbers a file lacks are null.</summary>
public sealed record ModelFile
{
    /// <summary>The file; of a model in parts, the first.</summary>
    public required string Path { get; init; }

    /// <summary>Its size in bytes, all parts together.</summary>
    public required long SizeBytes { get; init; }

    /// <summary>In how many files the model comes.</summary>
    public int PartCount { get; init; } = 1;

    /// <summary><c>general.name</c>, or the file's name without its ending.</summary>
    public required string Name { get; init; }

    /// <summary>Family and size where the header names them (<c>general.basename</c>, <c>general.size_label</c>), for example <c>smollm2 135M</c>; else empty.</summary>
    public string Family { get; init; } = "";

    /// <summary>The models that it says it was made from (<c>general.base_model.N.name</c>); of an mmproj file, which it was made for.</summary>
    public IReadOnlyList<string> BaseModels { get; init; } = [];

    /// <summary>llama.cpp's name of the architecture, for example <c>qwen2vl</c>; <c>clip</c> for mmproj files.</summary>
    public required string Architecture { get; init; }

    /// <summary>How the weights are stored, exactly as llama.cpp names it, for example <c>Q4_K - Medium</c>.</summary>
    public required string FileType { get; init; }

    /// <summary>Weights, all parts together.</summary>
    public required long ParameterCount { get; init; }

    /// <summary>Decoder layers; of an mmproj file, the vision encoder's.</summary>
    public uint? LayerCount { get; init; }

    /// <summary>Width of the decoder; of an mmproj file, of the vision encoder.</summary>
    public uint? EmbeddingLength { get; init; }

    /// <summary>Tokens the model was made for.</summary>
    public uint? ContextLength { get; init; }

    /// <summary>Attention heads; where layers differ, the largest number.</summary>
    public uint? HeadCount { get; init; }

    /// <summary>Heads of keys and values; where layers differ, the largest number.</summary>
    public uint? KvHeadCount { get; init; }

    /// <summary>The chat template (Jinja), or null for none.</summary>
    public string? ChatTemplate { get; init; }

    /// <summary>Whether this is a multimodal projector: what turns images into tokens for a model, not a model.</summary>
    public bool IsMmproj { get; init; }

    /// <summary>Whether an mmproj file takes images; some take only sound.</summary>
    public bool TakesImages { get; init; }

    /// <summary>libmtmd's name of an mmproj file's projector, for example <c>qwen2vl_merger</c>.</summary>
    public string? ProjectorType { get; init; }

    /// <summary>Whether a model file holds a vision encoder of its own beside the decoder, as Ollama's engine writes it; llama.cpp loads no such file.</summary>
    public bool HoldsVision { get; init; }

    /// <summary>Values of one image token: what a model takes in or an mmproj file gives out; null if unknown.</summary>
    public long? ImageTokenWidth { get; init; }

    /// <summary>Reads what a file is from its header; of a model in parts, from all of them.</summary>
    /// <param name="path">A GGUF file; any part of a model in parts.</param>
    /// <exception cref="ModelException">The file, or a part, is missing, cut short or broken.</exception>
    public static ModelFile Read(string path) => ModelFileReader.Read(path);
}
