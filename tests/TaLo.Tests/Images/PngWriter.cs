using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace TaLo.Tests.Images;

/// <summary>Writes PNG files of any kind: every depth, colour type, filter and interlacing, with extra chunks where asked.</summary>
internal sealed record PngWriter(int Width, int Height, int Depth, byte Colour, bool Interlaced = false)
{
    private static readonly (int X, int Y, int StepX, int StepY)[] Passes =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    public int Channels => Colour switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };

    /// <summary>Chunks between header and pixels.</summary>
    public byte[] Extra { get; init; } = [];

    /// <summary>Noise that is the same for a seed; all samples of every other pixel are 1.</summary>
    public byte[] Noise(int seed) => File(Chunk("IDAT", Deflate(Rows(seed))));

    /// <summary>A file with these chunks for pixels.</summary>
    public byte[] File(byte[] pixels) =>
    [
        0x89, .. "PNG\r\n\x1A\n"u8,
        .. Chunk("IHDR", [.. BigEndian(Width), .. BigEndian(Height), (byte)Depth, Colour, 0, 0, (byte)(Interlaced ? 1 : 0)]),
        .. Extra, .. pixels, .. Chunk("IEND", []),
    ];

    public static byte[] Chunk(string type, byte[] data)
    {
        byte[] named = [.. System.Text.Encoding.Latin1.GetBytes(type), .. data];
        return [.. BigEndian(data.Length), .. named, .. BigEndian((int)Crc32.HashToUInt32(named))];
    }

    public static byte[] Deflate(byte[] data) => Deflate([data]);

    /// <summary>So many zeros, compressed.</summary>
    public static byte[] Zeros(long count) =>
        Deflate(Enumerable.Repeat(new byte[1 << 16], (int)(count >> 16)).Append(new byte[count & 0xFFFF]));

    private static byte[] Deflate(IEnumerable<byte[]> parts)
    {
        using var file = new MemoryStream();
        using (var zlib = new ZLibStream(file, CompressionLevel.Optimal))
        {
            foreach (var part in parts)
                zlib.Write(part);
        }
        return file.ToArray();
    }

    /// <summary>Rows of all passes, each with a filter that is drawn, not yet compressed.</summary>
    public byte[] Rows(int seed)
    {
        var random = new Random(seed);
        var samples = Enumerable.Range(0, Width * Height).SelectMany(
            i => Enumerable.Range(0, Channels).Select(_ => i % 2 == 0 ? 1 : random.Next(1 << Depth))).ToArray();
        List<byte> rows = [];
        foreach (var (startX, startY, stepX, stepY) in Interlaced ? Passes : [(0, 0, 1, 1)])
        {
            byte[]? above = null;
            for (var y = startY; y < Height && startX < Width; y += stepY)
            {
                var row = Row(samples, y, startX, stepX);
                var filter = (byte)random.Next(5);
                rows.Add(filter);
                rows.AddRange(Filtered(row, above ?? new byte[row.Length], filter, Math.Max(1, Channels * Depth / 8)));
                above = row;
            }
        }
        return [.. rows];
    }

    private byte[] Row(int[] samples, int y, int startX, int stepX)
    {
        var bits = new List<bool>();
        for (var x = startX; x < Width; x += stepX)
        {
            for (var c = 0; c < Channels; c++)
            {
                var value = samples[(((y * Width) + x) * Channels) + c];
                for (var bit = Depth - 1; bit >= 0; bit--)
                    bits.Add(((value >> bit) & 1) == 1);
            }
        }
        return [.. bits.Chunk(8).Select(b => (byte)b.Select((on, i) => on ? 0x80 >> i : 0).Sum())];
    }

    private static IEnumerable<byte> Filtered(byte[] row, byte[] above, int filter, int step) => row.Select((value, i) =>
    {
        int left = i < step ? 0 : row[i - step], up = above[i], corner = i < step ? 0 : above[i - step];
        return (byte)(value - filter switch { 0 => 0, 1 => left, 2 => up, 3 => (left + up) / 2, _ => Paeth(left, up, corner) });
    });

    private static int Paeth(int left, int up, int corner)
    {
        var (a, b, c) = (Math.Abs(up - corner), Math.Abs(left - corner), Math.Abs(left + up - (2 * corner)));
        return a <= b && a <= c ? left : b <= c ? up : corner;
    }

    private static byte[] BigEndian(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }
}
