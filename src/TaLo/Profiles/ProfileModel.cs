namespace TaLo.Profiles;

/// <summary>The model that a profile was made for.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Quantization">llama.cpp's name of the file type.</param>
/// <param name="LayerCount">Decoder layers, L.</param>
/// <param name="Fingerprint">SHA-256 of the model file.</param>
/// <param name="MmprojFingerprint">SHA-256 of the mmproj file, or null.</param>
public sealed record ProfileModel(
    string Name, string Quantization, int LayerCount, string Fingerprint, string? MmprojFingerprint);
