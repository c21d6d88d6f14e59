namespace TaLo.Gguf;

/// <summary>Reads a GGUF header from front to back. Nothing the file claims is believed before it is checked.</summary>
internal sealed class GgufParser(GgufInput input)
{
    /// <summary>More than any model has; what claims more is not a model.</summary>
    private const int MostEntries = 100_000;
    private const int SmallestEntry = 13;
    private const int LongestKey = 65_535;

    public GgufFile Parse()
    {
        var version = ReadVersion();
        input.Place = "the number of tensors";
        var tensorCount = ReadEntryCount("tensors", GgufTensorTable.SmallestEntry);
        input.Place = "the number of metadata entries";
        var (metadata, places) = ReadMetadata(ReadEntryCount("metadata entries", SmallestEntry));
        var tensors = new GgufTensorTable(input).Read(tensorCount, ReadAlignment(metadata));
        return new GgufFile(input.Path, input.Length, version, metadata, places, tensors);
    }

    private uint ReadVersion()
    {
        if (input.Length == 0)
            throw new ModelException($"{input.Path} is empty; download it again");
        if (input.Length < 4)
            throw NotGguf((int)input.Length);

        var magic = input.ReadText(4);
        if (magic != "GGUF")
            throw NotGguf(magic);

        input.Place = "the version";
        var version = input.ReadUInt32();
        return version switch
        {
            2 or 3 => version,
            1 => throw new ModelException($"{input.Path}: GGUF version 1 is too old for llama.cpp; convert the model again"),
            _ when (version & 0xFFFF) == 0 => throw new ModelException(
                $"{input.Path}: the file is big-endian and this machine is not; get the little-endian version of the model"),
            _ => throw new ModelException(
                $"{input.Path}: GGUF version {version} is not known here (2 and 3 are); the file is newer than this program, or broken"),
        };
    }

    private ModelException NotGguf(int byteCount) => NotGguf(input.ReadText(byteCount));

    private ModelException NotGguf(string beginning) => new(
        $"{input.Path}: not a GGUF file: it begins with \"{OneLine.Of(beginning)}\" instead of \"GGUF\"; "
        + "choose a .gguf model, or download it again if the download failed");

    private int ReadEntryCount(string what, int smallest)
    {
        var count = input.ReadCount();
        if (count > MostEntries || count > input.Remaining / smallest)
            throw input.Broken($"{count} {what} cannot be, in a file of {input.Length} bytes");

        return (int)count;
    }

    private (Dictionary<string, GgufValue> Metadata, Dictionary<string, (long Begin, long End)> Places) ReadMetadata(int count)
    {
        var values = new GgufValueReader(input);
        var metadata = new Dictionary<string, GgufValue>();
        var places = new Dictionary<string, (long Begin, long End)>();
        for (var i = 0; i < count; i++)
        {
            input.Place = $"the key of metadata entry {i}";
            var begin = input.Position;
            var length = input.ReadCount();
            if (length is 0 or > LongestKey)
                throw input.Broken($"a key of {length} bytes");

            var key = input.ReadText((int)length);
            input.Place = $"metadata {OneLine.Of(key)}";
            if (!metadata.TryAdd(key, values.Read()))
                throw input.Broken("the key is there twice");
            places.Add(key, (begin, input.Position));
        }

        return (metadata, places);
    }

    private long ReadAlignment(Dictionary<string, GgufValue> metadata)
    {
        const string Key = "general.alignment";
        if (!metadata.TryGetValue(Key, out var value))
            return 32;

        input.Place = $"metadata {Key}";
        return value.Content is uint alignment && System.Numerics.BitOperations.IsPow2(alignment)
            ? alignment
            : throw input.Broken("the alignment is not a power of two");
    }
}
