using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace TaLo.Terminal.Tests;

/// <summary>PNG files made by hand: grey, and as large as they claim to be without the memory for it.</summary>
internal static class Png
{
    /// <summary>A picture of noise, 8 bits a pixel.</summary>
    public static byte[] Noise(int width, int height, int seed)
    {
        var random = new Random(seed);
        var row = new byte[width + 1];
        return Write(width, height, bits: 8, () =>
        {
            random.NextBytes(row);
            row[0] = 0;
            return row;
        });
    }

    /// <summary>A black picture, 1 bit a pixel: 20,000 × 20,000 of them are a file of 50 kB.</summary>
    public static byte[] Black(int width, int height)
    {
        var row = new byte[((width + 7) / 8) + 1];
        return Write(width, height, bits: 1, () => row);
    }

    private static byte[] Write(int width, int height, byte bits, Func<byte[]> row)
    {
        using var pixels = new MemoryStream();
        using (var zlib = new ZLibStream(pixels, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (var y = 0; y < height; y++)
                zlib.Write(row());
        }

        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = bits;
        return [0x89, .. "PNG\r\n\x1a\n"u8, .. Chunk("IHDR", header), .. Chunk("IDAT", pixels.ToArray()), .. Chunk("IEND", [])];
    }

    private static byte[] Chunk(string name, byte[] data)
    {
        var chunk = new byte[data.Length + 12];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        Encoding.ASCII.GetBytes(name).CopyTo(chunk, 4);
        data.CopyTo(chunk, 8);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(data.Length + 8), Checksum(chunk.AsSpan(4, data.Length + 4)));
        return chunk;
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var sum = ~0u;
        foreach (var b in bytes)
        {
            sum ^= b;
            for (var i = 0; i < 8; i++)
                sum = (sum >> 1) ^ (0xEDB88320 & (uint)-(int)(sum & 1));
        }
        return ~sum;
    }
}
