namespace TaLo.Sweeps;

/// <summary>What a sweep is, for people: nothing here decides which sweep a result belongs to.</summary>
/// <param name="ModelName">The model's name.</param>
/// <param name="Architecture">llama.cpp's name of the decoder.</param>
/// <param name="LayerCount">Decoder layers, L.</param>
/// <param name="Quantization">llama.cpp's name of the file type.</param>
/// <param name="DataSetName">The data set's name.</param>
/// <param name="PromptDescription">The prompt template in a few words.</param>
/// <param name="Created">When the sweep was first run.</param>
/// <param name="ModelPath">Where the model file was, or null.</param>
/// <param name="MmprojPath">Where the mmproj file was, or null.</param>
/// <param name="DataSetPath">Where the data set file was, or null.</param>
public sealed record SweepFacts(
    string ModelName,
    string Architecture,
    int LayerCount,
    string Quantization,
    string DataSetName,
    string PromptDescription,
    DateTimeOffset Created,
    string? ModelPath = null,
    string? MmprojPath = null,
    string? DataSetPath = null);
