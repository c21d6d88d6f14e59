using System.Text;

namespace TaLo.RandomModels;

/// <summary>
/// Where the tensors of a GGUF file lie: a few lines of their own on purpose, so that what checks the product's
/// reader does not share its mistakes. For files that are trusted.
/// </summary>
internal static class GgufLayout
{
    private static readonly int[] ValueSizes = [1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8];

    /// <summary>The bytes of each tensor, padding included, in the order of the file.</summary>
    public static IReadOnlyList<(string Name, long Begin, long End)> Read(string path)
    {
        using var reader = new BinaryReader(new BufferedStream(File.OpenRead(path), 1 << 16), Encoding.UTF8);
        if (!reader.ReadBytes(4).AsSpan().SequenceEqual("GGUF"u8))
            throw new InvalidDataException($"{path}: not a GGUF file");

        reader.ReadUInt32();
        var tensorCount = reader.ReadInt64();
        var entryCount = reader.ReadInt64();
        var alignment = 32L;
        for (var i = 0; i < entryCount; i++)
        {
            var key = ReadText(reader);
            var type = reader.ReadUInt32();
            if (key == "general.alignment")
                alignment = reader.ReadUInt32();
            else
                Skip(reader, type);
        }

        var offsets = new List<(string Name, long Offset)>();
        for (var i = 0; i < tensorCount; i++)
        {
            var name = ReadText(reader);
            reader.BaseStream.Seek(8 * reader.ReadUInt32() + 4, SeekOrigin.Current);
            offsets.Add((name, reader.ReadInt64()));
        }

        var data = (reader.BaseStream.Position + alignment - 1) / alignment * alignment;
        var sorted = offsets.OrderBy(tensor => tensor.Offset).ToList();
        var ends = sorted.Skip(1).Select(tensor => data + tensor.Offset).Append(reader.BaseStream.Length);
        return [.. sorted.Zip(ends, (tensor, end) => (tensor.Name, data + tensor.Offset, end))];
    }

    private static string ReadText(BinaryReader reader) =>
        Encoding.UTF8.GetString(reader.ReadBytes(checked((int)reader.ReadInt64())));

    private static void Skip(BinaryReader reader, uint type)
    {
        if (type == 9)
        {
            var itemType = reader.ReadUInt32();
            for (var left = reader.ReadInt64(); left > 0; left--)
                Skip(reader, itemType);
        }
        else if (type == 8)
        {
            ReadText(reader);
        }
        else
        {
            reader.ReadBytes(ValueSizes[type]);
        }
    }
}
