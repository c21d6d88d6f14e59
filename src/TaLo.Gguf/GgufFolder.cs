namespace TaLo.Gguf;

/// <summary>The mmproj files of a folder, each header read once for all models in it.</summary>
/// <param name="Path">The folder.</param>
/// <param name="Named">Files that llama.cpp would take by their name (containing "mmproj"), in the order of their paths.</param>
/// <param name="Others">Other files whose header says that they are one.</param>
public sealed record GgufFolder(string Path, IReadOnlyList<GgufHeader> Named, IReadOnlyList<GgufHeader> Others)
{
    /// <summary>Reads the headers of a folder's files.</summary>
    /// <param name="folder">The folder.</param>
    public static GgufFolder Read(string folder) => Of(folder, Directory.EnumerateFiles(folder, "*.gguf").Order(StringComparer.Ordinal).Select(GgufHeader.Read));

    /// <summary>Of headers that are read already.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="headers">The headers of its files, in the order of their paths.</param>
    public static GgufFolder Of(string folder, IEnumerable<GgufHeader> headers)
    {
        var named = headers.ToLookup(h => System.IO.Path.GetFileName(h.Path).Contains("mmproj", StringComparison.OrdinalIgnoreCase));
        return new GgufFolder(folder, [.. named[true]], [.. named[false].Where(h => h.File is { IsMmproj: true })]);
    }
}

/// <summary>A file's header, or why it has none.</summary>
/// <param name="Path">The file.</param>
/// <param name="File">What its header says; null where it cannot be read.</param>
/// <param name="Problem">Why not, in one line.</param>
public sealed record GgufHeader(string Path, ModelFile? File, string? Problem)
{
    /// <summary>Reads it.</summary>
    public static GgufHeader Read(string path)
    {
        try
        {
            return new GgufHeader(path, ModelFile.Read(path), null);
        }
        catch (ModelException e)
        {
            return new GgufHeader(path, null, e.Message);
        }
    }
}
