namespace TaLo.Gguf;

/// <summary>The header of a GGUF file: everything but the tensors' data, read without the native engine.</summary>
public sealed class GgufFile
{
    private readonly Dictionary<string, GgufTensor> tensorsByName;

    internal GgufFile(
        string path,
        long length,
        uint version,
        IReadOnlyDictionary<string, GgufValue> metadata,
        IReadOnlyDictionary<string, (long Begin, long End)> entryPlaces,
        IReadOnlyList<GgufTensor> tensors)
    {
        Path = path;
        Length = length;
        Version = version;
        Metadata = metadata;
        EntryPlaces = entryPlaces;
        Tensors = tensors;
        tensorsByName = tensors.ToDictionary(tensor => tensor.Name);
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Its size in bytes.</summary>
    public long Length { get; }

    /// <summary>The format's version: 2 or 3.</summary>
    public uint Version { get; }

    /// <summary>All metadata entries by key.</summary>
    public IReadOnlyDictionary<string, GgufValue> Metadata { get; }

    /// <summary>Where each metadata entry lies, key included, in bytes from the start of the file.</summary>
    internal IReadOnlyDictionary<string, (long Begin, long End)> EntryPlaces { get; }

    /// <summary>All tensors, in the file's order.</summary>
    public IReadOnlyList<GgufTensor> Tensors { get; }

    /// <summary>llama.cpp's name of the architecture, or null where the file gives none.</summary>
    public string? Architecture => GetString("general.architecture");

    /// <summary>Reads a file's header and checks that all the tensors' data lies inside the file.</summary>
    /// <exception cref="ModelException">The file cannot be read, is not GGUF, is cut short or broken.</exception>
    public static GgufFile Read(string path)
    {
        if (Directory.Exists(path))
            throw new ModelException($"{path} is a folder; name the .gguf file in it");
        if (!File.Exists(path))
            throw new ModelException($"{path} does not exist; check the name, or download the model");

        try
        {
            SpecialFile.Refuse(path);
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
            return Read(stream, path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ModelException($"{path} cannot be read: {OneLine.Of(exception.Message)}", exception);
        }
    }

    /// <summary>Reads a header from a stream that can seek.</summary>
    /// <param name="stream">The file's bytes.</param>
    /// <param name="path">The file's name for error messages.</param>
    /// <exception cref="ModelException">The bytes are not GGUF, cut short or broken.</exception>
    internal static GgufFile Read(Stream stream, string path) => new GgufParser(new GgufInput(stream, path)).Parse();

    /// <summary>A tensor by its name, or null.</summary>
    public GgufTensor? FindTensor(string name) => tensorsByName.GetValueOrDefault(name);

    /// <summary>A text, or null where the key is missing.</summary>
    /// <exception cref="ModelException">The key holds something else.</exception>
    public string? GetString(string key) => Get(key) switch
    {
        null => null,
        { Content: string text } => text,
        var value => throw Unexpected(key, value, "a text"),
    };

    /// <summary>A whole number of any width, or null where the key is missing.</summary>
    /// <exception cref="ModelException">The key holds something else, or a number below 0 or above 2³²-1.</exception>
    public uint? GetUInt32(string key) => Get(key) switch
    {
        null => null,
        { Content: byte number } => number,
        { Content: ushort number } => number,
        { Content: uint number } => number,
        { Content: sbyte and >= 0 and var number } => (uint)number,
        { Content: short and >= 0 and var number } => (uint)number,
        { Content: int and >= 0 and var number } => (uint)number,
        { Content: long and >= 0 and <= uint.MaxValue and var number } => (uint)number,
        { Content: ulong and <= uint.MaxValue and var number } => (uint)number,
        var value => throw Unexpected(key, value, "a whole number below 4294967296"),
    };

    /// <summary>A flag, or null where the key is missing.</summary>
    /// <exception cref="ModelException">The key holds something else.</exception>
    public bool? GetBoolean(string key) => Get(key) switch
    {
        null => null,
        { Content: bool flag } => flag,
        var value => throw Unexpected(key, value, "true or false"),
    };

    private GgufValue? Get(string key) => Metadata.GetValueOrDefault(key);

    private ModelException Unexpected(string key, GgufValue value, string expected)
    {
        var found = value.Content is null ? $"a very large {value.Type}" : $"{value.Type} {value.Content}";
        return new ModelException(
            $"{Path}: {key} should be {expected} but is {OneLine.Of(found)}; the file is broken, download it again");
    }
}
