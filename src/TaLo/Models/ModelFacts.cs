namespace TaLo.Models;

/// <summary>What a loaded model is, as far as results depend on it.</summary>
/// <param name="Name">The model's name: <c>general.name</c>, or the file's name.</param>
/// <param name="Architecture">llama.cpp's name of the decoder, for example <c>qwen2vl</c>.</param>
/// <param name="LayerCount">Decoder layers, L.</param>
/// <param name="Quantization">llama.cpp's name of the file type, for example <c>Q4_K - Medium</c>.</param>
/// <param name="ModelFingerprint">SHA-256 of the model file, lower-case hex.</param>
/// <param name="MmprojFingerprint">SHA-256 of the mmproj file, or null for a text-only model.</param>
/// <param name="Engine">Engine, its version and the device, for example <c>LLamaSharp 0.30.0 cpu</c>.</param>
public sealed record ModelFacts(
    string Name,
    string Architecture,
    int LayerCount,
    string Quantization,
    string ModelFingerprint,
    string? MmprojFingerprint,
    string Engine)
{
    /// <summary>Decoder layers that a model has at most, as far as anything here believes.</summary>
    public const int MostLayers = 1_000;
}
