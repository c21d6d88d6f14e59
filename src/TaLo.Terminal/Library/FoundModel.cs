using TaLo.Gguf;

namespace TaLo.Terminal.Library;

/// <summary>A GGUF file that was come across.</summary>
/// <param name="Path">The file; of a model in parts, the first.</param>
/// <param name="Model">What its header says, or null where it cannot be read.</param>
/// <param name="Mmproj">The mmproj file that belongs to it, or null.</param>
/// <param name="Note">Why this mmproj file or none; or what is wrong with the file.</param>
internal sealed record FoundModel(string Path, ModelFile? Model, string? Mmproj, string Note);

/// <summary>A data set file that was come across.</summary>
/// <param name="Path">The file.</param>
/// <param name="SizeBytes">Its size.</param>
internal sealed record FoundData(string Path, long SizeBytes)
{
    /// <summary>The data set's name.</summary>
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);
}
