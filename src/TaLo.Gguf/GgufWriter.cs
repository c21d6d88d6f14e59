using System.Text;

namespace TaLo.Gguf;

/// <summary>Writes a GGUF file (version 3): tensor data is streamed, so that large files need little memory.</summary>
public sealed class GgufWriter
{
    private const int ChunkBlocks = 32 * 1024;

    private readonly List<(string Key, object Value)> metadata = [];
    private readonly List<(string Name, GgmlType Type, long[] Dimensions, TensorFill Fill)> tensors = [];

    /// <summary>Bytes that every tensor's data begins at a multiple of; a power of two.</summary>
    public int Alignment { get; init; } = 32;

    /// <summary>Adds a metadata entry.</summary>
    /// <param name="key">The key; llama.cpp refuses a key that comes twice.</param>
    /// <param name="value">A number, a bool, a string or an array of one of them.</param>
    /// <exception cref="ArgumentException">GGUF has no type for the value; raised when the file is written.</exception>
    public void Add(string key, object value) => metadata.Add((key, value));

    /// <summary>Adds a metadata entry of another file, byte by byte.</summary>
    /// <exception cref="KeyNotFoundException">The file has no such entry.</exception>
    internal void Copy(string key, GgufFile source) => metadata.Add((key, new CopiedEntry(source.Path, source.EntryPlaces[key])));

    /// <summary>Adds a tensor; its data is asked for when the file is written.</summary>
    /// <param name="name">The tensor's name, shorter than 64 bytes.</param>
    /// <param name="type">How the values are stored.</param>
    /// <param name="dimensions">Values along each dimension, fastest first; 1 to 4 of them.</param>
    /// <param name="fill">Writes the data, piece by piece.</param>
    /// <exception cref="ArgumentException">The first dimension is not a whole number of blocks.</exception>
    public void AddTensor(string name, GgmlType type, IReadOnlyList<long> dimensions, TensorFill fill)
    {
        if (dimensions[0] % type.ValuesPerBlock() != 0)
            throw new ArgumentException($"{name}: rows of {dimensions[0]} values cannot be stored as {type}");

        tensors.Add((name, type, [.. dimensions], fill));
    }

    /// <summary>Writes the file, replacing one that exists.</summary>
    public void Write(string path)
    {
        using var stream = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20);
        Write(stream);
    }

    /// <summary>Writes the file to a stream that is at its beginning.</summary>
    public void Write(Stream stream)
    {
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        WriteHeader(writer);
        foreach (var tensor in tensors)
        {
            Pad(writer);
            WriteData(writer, tensor.Type, ByteCount(tensor.Type, tensor.Dimensions), tensor.Fill);
        }

        Pad(writer);
    }

    private void WriteHeader(BinaryWriter writer)
    {
        writer.Write("GGUF"u8);
        writer.Write(3u);
        writer.Write((ulong)tensors.Count);
        writer.Write((ulong)metadata.Count);
        foreach (var (key, value) in metadata)
        {
            if (value is CopiedEntry entry)
                entry.Write(writer);
            else
                GgufValueWriter.WriteEntry(writer, key, value);
        }

        var offset = 0L;
        foreach (var (name, type, dimensions, _) in tensors)
        {
            GgufValueWriter.WriteText(writer, name);
            writer.Write((uint)dimensions.Length);
            foreach (var dimension in dimensions)
                writer.Write(dimension);
            writer.Write((uint)type);
            writer.Write(offset);
            offset += (ByteCount(type, dimensions) + Alignment - 1) / Alignment * Alignment;
        }
    }

    private static void WriteData(BinaryWriter writer, GgmlType type, long byteCount, TensorFill fill)
    {
        var buffer = new byte[Math.Min(byteCount, (long)ChunkBlocks * type.BytesPerBlock())];
        for (var left = byteCount; left > 0;)
        {
            var chunk = buffer.AsSpan(0, (int)Math.Min(left, buffer.Length));
            fill(chunk);
            writer.Write(chunk);
            left -= chunk.Length;
        }
    }

    private static long ByteCount(GgmlType type, long[] dimensions) =>
        dimensions.Aggregate(1L, (product, dimension) => product * dimension)
        / type.ValuesPerBlock() * type.BytesPerBlock();

    private void Pad(BinaryWriter writer)
    {
        writer.Flush();
        for (var position = writer.BaseStream.Position; position % Alignment != 0; position++)
            writer.Write((byte)0);
    }

    private sealed record CopiedEntry(string Path, (long Begin, long End) Place)
    {
        public void Write(BinaryWriter writer)
        {
            using var source = File.OpenHandle(Path);
            var bytes = new byte[1 << 16];
            for (var position = Place.Begin; position < Place.End;)
            {
                var count = RandomAccess.Read(source, bytes.AsSpan(0, (int)Math.Min(bytes.Length, Place.End - position)), position);
                if (count == 0)
                    throw new EndOfStreamException($"{Path}: the file ended while it was being copied");
                writer.Write(bytes, 0, count);
                position += count;
            }
        }
    }
}
