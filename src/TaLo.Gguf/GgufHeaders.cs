namespace TaLo.Gguf;

/// <summary>Reads headers, each file's and each folder's once: for many models that lie together.</summary>
public sealed class GgufHeaders
{
    private static readonly EnumerationOptions AnyCase = new() { MatchCasing = MatchCasing.CaseInsensitive, AttributesToSkip = FileAttributes.None };

    private readonly Dictionary<string, GgufHeader> _files = [];
    private readonly Dictionary<string, GgufFolder> _folders = [];

    /// <summary>A file's header.</summary>
    public GgufHeader Of(string path) => _files.TryGetValue(path, out var known) ? known : _files[path] = GgufHeader.Read(path);

    /// <summary>The mmproj files of a folder.</summary>
    public GgufFolder In(string folder)
    {
        if (_folders.TryGetValue(folder, out var known))
            return known;
        var headers = Directory.EnumerateFiles(folder, "*.gguf", AnyCase).Where(path => SplitModel.FirstPart(path) == path)
            .Order(StringComparer.Ordinal).Select(Of)
            .ToLookup(h => Path.GetFileName(h.Path).Contains("mmproj", StringComparison.OrdinalIgnoreCase));
        return _folders[folder] = new GgufFolder([.. headers[true]], [.. headers[false].Where(h => h.File is { IsMmproj: true })]);
    }
}

/// <summary>The mmproj files of a folder.</summary>
/// <param name="Named">Files that llama.cpp would take by their name (containing "mmproj"), in the order of their paths.</param>
/// <param name="Others">Other files whose header says that they are one.</param>
public sealed record GgufFolder(IReadOnlyList<GgufHeader> Named, IReadOnlyList<GgufHeader> Others);

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
