using System.Buffers.Binary;
using System.Numerics;

namespace TaLo.Images;

/// <summary>
/// BMP. ImageSharp shows rows that are missing as they come, takes the unused byte of 32 bits for transparency, and
/// knows of 16 bits only two layouts. So pixels of 16 and 32 bits are laid out anew, eight bits for each of blue,
/// green, red and alpha.
/// </summary>
internal static class BmpFile
{
    private const int FileHeaderLength = 14;
    private const int CoreHeaderLength = 12;
    private const int NewHeaderLength = 108;
    private const int BitFields = 3;

    /// <summary>The image, with pixels that ImageSharp reads.</summary>
    public static StillImage Still(ReadOnlySpan<byte> file)
    {
        var (offset, header) = (Number(file, 10), Number(file, FileHeaderLength));
        if (file[0] != 'B' || file[1] != 'M' || header == CoreHeaderLength && file[24] != 24 && file[24] > 8)
            throw new NotSupportedException("an OS/2 bitmap of several images or many bits");
        // ImageSharp makes room for a palette that reaches to wherever the pixels are said to begin.
        if (offset < FileHeaderLength || offset > file.Length)
            throw new InvalidDataException("pixels are missing");
        if (header == CoreHeaderLength)
            return Whole(file, offset, Short(file, 18), Short(file, 20), Short(file, 24));
        var (width, height, bits, compression) = (Number(file, 18), Number(file, 22), Short(file, 28), Number(file, 30));
        if (compression is not (0 or BitFields))
            return new StillImage(file.ToArray());
        var still = Whole(file, offset, width, Math.Abs(height), bits);
        if (bits is not (16 or 32))
            return still;
        // The masks stand behind the first 40 bytes of the header, whether they count as its own or not.
        int[] masks = compression == BitFields
            ? [Number(file, 54), Number(file, 58), Number(file, 62), header >= NewHeaderLength ? Number(file, 66) : 0]
            : bits == 16 ? [0x7C00, 0x3E0, 0x1F, 0] : [0xFF0000, 0xFF00, 0xFF, 0];
        return new StillImage(LaidOut(file[offset..], width, height, bits / 8, [.. masks.Select(m => new Channel((uint)m))]));
    }

    private static StillImage Whole(ReadOnlySpan<byte> file, int offset, int width, int height, int bits) =>
        width > 0 && height > 0 && bits > 0 && offset + (Stride(width, bits) * (height - 1)) + (((long)width * bits) + 7) / 8 <= file.Length
            ? new StillImage(file.ToArray())
            : throw new InvalidDataException("pixels are missing");

    private static byte[] LaidOut(ReadOnlySpan<byte> pixels, int width, int height, int bytes, Channel[] channels)
    {
        var stride = (int)Stride(width, bytes * 8);
        const int start = FileHeaderLength + NewHeaderLength;
        var file = new byte[start + checked(width * Math.Abs(height) * 4)];
        "BM"u8.CopyTo(file);
        int[] fields =
            [file.Length, 0, start, NewHeaderLength, width, height, 1 | (32 << 16), BitFields, 0, 0, 0, 0, 0, 0xFF0000, 0xFF00, 0xFF, unchecked((int)0xFF000000)];
        for (var i = 0; i < fields.Length; i++)
            BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(2 + (4 * i)), fields[i]);
        var at = start;
        for (var y = 0; y < Math.Abs(height); y++)
        {
            for (var x = 0; x < width; x++)
            {
                var pixel = pixels[((y * stride) + (x * bytes))..];
                var value = bytes == 2 ? BinaryPrimitives.ReadUInt16LittleEndian(pixel) : BinaryPrimitives.ReadUInt32LittleEndian(pixel);
                file[at++] = channels[2].Of(value);
                file[at++] = channels[1].Of(value);
                file[at++] = channels[0].Of(value);
                file[at++] = channels[3].Mask == 0 ? byte.MaxValue : channels[3].Of(value);
            }
        }
        return file;
    }

    private static long Stride(int width, int bits) => ((((long)width * bits) + 31) / 32) * 4;

    private static int Number(ReadOnlySpan<byte> file, int at) => BinaryPrimitives.ReadInt32LittleEndian(file[at..]);

    private static int Short(ReadOnlySpan<byte> file, int at) => BinaryPrimitives.ReadUInt16LittleEndian(file[at..]);

    /// <summary>One colour's bits in a pixel, of which the upper eight count.</summary>
    private readonly record struct Channel(uint Mask)
    {
        private readonly int shift = BitOperations.TrailingZeroCount(Mask) + Math.Max(0, BitOperations.PopCount(Mask) - 8);
        private readonly uint most = (1u << Math.Min(8, BitOperations.PopCount(Mask))) - 1;

        public byte Of(uint pixel) => Mask == 0 ? (byte)0 : (byte)(((((pixel & Mask) >> shift) * 255) + (most / 2)) / most);
    }
}
