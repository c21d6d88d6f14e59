namespace TaLo.Gguf;

/// <summary>
/// How wide the image tokens of an mmproj file are. The key <c>projection_dim</c> is not it (LLaVA files say 768 and
/// give 4096): libmtmd looks at the last projector tensor, and so does this.
/// </summary>
internal static class Projectors
{
    /// <summary>Per projector type: the tensor whose dimension is the width, and which dimension that is.</summary>
    private static readonly Dictionary<string, (string Tensor, int Dimension)> LastTensors = new()
    {
        ["mlp"] = ("mm.2.weight", 1),
        ["qwen2vl_merger"] = ("mm.2.bias", 0),
        ["qwen2.5vl_merger"] = ("mm.2.bias", 0),
        ["qwen3vl_merger"] = ("mm.2.bias", 0),
        ["gemma3"] = ("mm.input_projection.weight", 0),
        ["gemma4v"] = ("mm.input_projection.weight", 1),
        ["idefics3"] = ("mm.model.fc.weight", 1),
        ["llama4"] = ("mm.model.fc.weight", 1),
        ["pixtral"] = ("mm.2.weight", 1),
        ["phi4"] = ("mm.2.weight", 1),
        ["lfm2"] = ("mm.2.weight", 1),
        ["kimivl"] = ("mm.2.weight", 1),
        ["internvl"] = ("mm.model.mlp.3.weight", 1),
        ["resampler"] = ("resampler.proj.weight", 0),
    };

    /// <summary>Values per image token, deepstack features included; null where the projector type is not known here.</summary>
    public static long? Width(GgufFile file, string? projectorType)
    {
        // Yi's variant of LLaVA ends elsewhere.
        if (projectorType == "mlp" && file.FindTensor("mm.3.weight") is not null)
            return file.FindTensor("mm.3.bias")?.Dimensions[0];
        if (projectorType is null || !LastTensors.TryGetValue(projectorType, out var last))
            return null;

        var dimensions = file.FindTensor(last.Tensor)?.Dimensions;
        if (dimensions is null || dimensions.Count <= last.Dimension)
            return null;

        var features = projectorType == "qwen3vl_merger" ? file.Tensors.Count(IsDeepstack) : 0;
        return dimensions[last.Dimension] * (1 + features);
    }

    private static bool IsDeepstack(GgufTensor tensor) =>
        tensor.Name.StartsWith("v.deepstack.", StringComparison.Ordinal)
        && tensor.Name.EndsWith(".fc1.weight", StringComparison.Ordinal);
}
