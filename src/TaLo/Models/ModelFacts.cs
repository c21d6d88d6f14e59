using System.Text.Json.Serialization;

namespace TaLo.Models;

/// <summary>What a loaded model is, as far as results depend on it.</summary>
/// <param name="Name">The model's name: <c>general.name</c>, or the file's name.</param>
/// <param name="Architecture">llama.cpp's name of the decoder, for example <c>qwen2vl</c>.</param>
/// <param name="LayerCount">Decoder layers, L.</param>
/// <param name="Quantization">llama.cpp's name of the file type, for example <c>Q4_K - Medium</c>.</param>
/// <param name="ModelFingerprint">SHA-256 of the model file, lower-case hex.</param>
/// <param name="MmprojFingerprint">SHA-256 of the mmproj file, or null for a text-only model.</param>
/// <param name="Engine">Engine, its version and the kind of device, for example <c>LLamaSharp 0.30.0 cpu-avx2</c>.</param>
public sealed record ModelFacts(
    string Name,
    string Architecture,
    int LayerCount,
    string Quantization,
    string ModelFingerprint,
    string? MmprojFingerprint,
    string Engine)
{
    /// <summary>Layers that a model has at most, as far as anything here believes.</summary>
    public const int MostLayers = 1_000;

    /// <summary>Layers that the vision encoder runs and that can be bypassed; 0 without one, and where <see cref="WhyNoVision"/> has a reason.</summary>
    public int VisionLayerCount { get; init; }

    /// <summary>Why the layers of a vision encoder that is there cannot be bypassed, one line; null where they can.</summary>
    public string? WhyNoVision { get; init; }

    /// <summary>Why the mmproj file that the model was loaded with may be another model's, in one line, or null.</summary>
    [JsonIgnore]
    public string? MmprojDoubt { get; init; }

    /// <summary>The layers that can be knocked out.</summary>
    [JsonIgnore]
    public LayerCounts Layers => new(LayerCount, VisionLayerCount);

    /// <summary>Why it takes no images where it was loaded without a vision encoder, one line.</summary>
    public string WhyNoImages => $"{Name} was loaded without an mmproj file and takes no images: give one with --mmproj FILE";

    /// <summary>Why a knockout is none of this model's, one line; null where it is.</summary>
    public string? WhyNot(Knockout knockout) => knockout.Exists(Layers) ? null
        : knockout.IsOfVision ? WhyNot(knockout.Module) ?? $"there is no {knockout}: the vision encoder of {Name} runs layers 0 to {VisionLayerCount - 1}"
        : $"there is no layer {knockout.LastLayer}: {Name} has layers 0 to {LayerCount - 1}";

    /// <summary>Why the vision encoder's layers cannot be bypassed, one line; null where they can, and for the decoder's modules.</summary>
    public string? WhyNot(Module module) => !module.IsOfVision() || VisionLayerCount > 0 ? null
        : WhyNoVision is { } why ? $"{module.Name()}: {why}"
        : $"{module.Name()}: {Name} was loaded without a vision encoder: give its mmproj file with --mmproj FILE";
}
