namespace TaLo.Terminal.Library;

/// <summary>A data set file that was come across.</summary>
/// <param name="Path">The file.</param>
/// <param name="SizeBytes">Its size.</param>
internal sealed record FoundData(string Path, long SizeBytes)
{
    /// <summary>The data set's name.</summary>
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);
}
