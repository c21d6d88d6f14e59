using System.Buffers.Binary;
using System.Text;

namespace TaLo.Gguf;

/// <summary>A file read from front to back, every read checked against its end.</summary>
internal sealed class GgufInput
{
    private readonly Stream stream;
    private readonly byte[] buffer = new byte[1 << 16];
    private int begin;
    private int end;

    public GgufInput(Stream stream, string path)
    {
        this.stream = stream;
        Path = path;
        Length = stream.Length;
    }

    public string Path { get; }

    /// <summary>The file's size in bytes.</summary>
    public long Length { get; }

    /// <summary>The next byte to be read.</summary>
    public long Position { get; private set; }

    /// <summary>Bytes that are left.</summary>
    public long Remaining => Length - Position;

    /// <summary>What is being read, for error messages.</summary>
    public string Place { get; set; } = "the header";

    public byte ReadByte() => Take(1)[0];

    public ushort ReadUInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    public uint ReadUInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    public ulong ReadUInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(8));

    /// <summary>A count or size; anything beyond 2⁶³ is as wrong as anything beyond the end of the file.</summary>
    public long ReadCount() => (long)Math.Min(ReadUInt64(), long.MaxValue);

    /// <summary>Text of as many bytes; the caller has limited how many that may be.</summary>
    public string ReadText(int byteCount)
    {
        Require(byteCount);
        if (byteCount <= buffer.Length)
            return Encoding.UTF8.GetString(Take(byteCount));

        var bytes = new byte[byteCount];
        for (var done = 0; done < byteCount;)
        {
            var piece = Take(Math.Min(byteCount - done, buffer.Length));
            piece.CopyTo(bytes.AsSpan(done));
            done += piece.Length;
        }

        return Encoding.UTF8.GetString(bytes);
    }

    public void Skip(long byteCount)
    {
        Require(byteCount);
        Position += byteCount;
        if (byteCount <= end - begin)
        {
            begin += (int)byteCount;
            return;
        }

        begin = end = 0;
        stream.Position = Position;
    }

    public ModelException Broken(string problem) =>
        new($"{Path}: {Place}: {problem} (before byte {Position}); the file is broken, download it again");

    public ModelException CutShort(string detail) =>
        new($"{Path}: the file is cut short: {detail}; download it again");

    private ReadOnlySpan<byte> Take(int count)
    {
        Require(count);
        if (end - begin < count)
            Refill(count);

        var bytes = buffer.AsSpan(begin, count);
        begin += count;
        Position += count;
        return bytes;
    }

    private void Refill(int count)
    {
        buffer.AsSpan(begin, end - begin).CopyTo(buffer);
        end -= begin;
        begin = 0;
        end += stream.ReadAtLeast(buffer.AsSpan(end), count - end, throwOnEndOfStream: false);
        if (end < count)
            throw CutShort($"it ended while {Place} was being read");
    }

    private void Require(long count)
    {
        if (count > Remaining)
            throw CutShort($"{Place} does not end before byte {Length}, the end of the file");
    }
}
