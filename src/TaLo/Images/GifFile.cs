using System.Buffers.Binary;
using SixLabors.ImageSharp;

namespace TaLo.Images;

/// <summary>
/// GIF. ImageSharp takes what is missing for the first colour, goes through all frames to find the size, paints black
/// around a frame smaller than the screen and cuts one that is larger. So it gets the first frame alone, as large as
/// its screen, with a palette that no pixel can leave.
/// </summary>
internal static class GifFile
{
    private const int MaxCodes = 4096;

    /// <summary>The first frame.</summary>
    public static StillImage Still(ReadOnlySpan<byte> file)
    {
        var screen = new Size(Number(file, 6), Number(file, 8));
        var at = 13;
        var palette = Palette(file, file[10], ref at);
        var control = ReadOnlySpan<byte>.Empty;
        for (; file[at] == 0x21; at = AfterBlocks(file, at + 2))
        {
            if (file[at + 1] == 0xF9)
                control = file.Slice(at, 8);
        }
        if (file[at] != 0x2C)
            throw new InvalidDataException("no frame");
        var descriptor = file.Slice(at, 10);
        at += descriptor.Length;
        if (Palette(file, descriptor[9], ref at) is { IsEmpty: false } own)
            palette = own;
        if (file[at] is < 2 or > 8)
            throw new InvalidDataException($"code size {file[at]}");
        var pixels = file[at..AfterBlocks(file, at + 1)];
        var (codes, codeSize) = (Joined(pixels[1..]), pixels[0]);
        var corner = new Point(Number(descriptor, 1), Number(descriptor, 3));
        var size = descriptor.Slice(5, 4);
        var count = Number(size, 0) * (long)Number(size, 2);
        return new StillImage(
        [
            .. "GIF89a"u8, .. size, 0xF7, 0, 0, .. palette, .. new byte[(256 * 3) - palette.Length],
            .. control, 0x2C, 0, 0, 0, 0, .. size, (byte)(descriptor[9] & 0x40), .. pixels, 0x3B,
        ])
        {
            Canvas = new Size(Math.Max(screen.Width, corner.X + Number(size, 0)), Math.Max(screen.Height, corner.Y + Number(size, 2))),
            At = corner,
            IsWhole = () => Holds(codes, codeSize, count),
        };
    }

    /// <summary>Whether the codes stand for so many pixels; each makes a new one, for one more than the one before it.</summary>
    private static bool Holds(byte[] codes, int codeSize, long pixels)
    {
        var clear = 1 << codeSize;
        var lengths = new int[MaxCodes];
        Array.Fill(lengths, 1, 0, clear);
        var (bits, next, previous) = (codeSize + 1, clear + 2, -1);
        for (long at = 0; pixels > 0;)
        {
            if (at + bits > codes.Length * 8L)
                return false;
            var code = Bits(codes, at, bits);
            at += bits;
            if (code == clear)
            {
                (bits, next, previous) = (codeSize + 1, clear + 2, -1);
                continue;
            }
            if (previous >= 0 && next < MaxCodes)
            {
                lengths[next++] = lengths[previous] + 1;
                if (next == 1 << bits && next < MaxCodes)
                    bits++;
            }
            if (code == clear + 1 || code >= next)
                return false;
            pixels -= lengths[code];
            previous = code;
        }
        return true;
    }

    private static int Bits(byte[] bytes, long at, int count)
    {
        var value = 0;
        for (var i = (int)((at + count - 1) / 8); i >= at / 8; i--)
            value = (value << 8) | bytes[i];
        return (value >> (int)(at % 8)) & ((1 << count) - 1);
    }

    private static byte[] Joined(ReadOnlySpan<byte> blocks)
    {
        using var joined = new MemoryStream(blocks.Length);
        for (var at = 0; blocks[at] != 0; at += blocks[at] + 1)
            joined.Write(blocks.Slice(at + 1, blocks[at]));
        return joined.ToArray();
    }

    private static int Number(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static ReadOnlySpan<byte> Palette(ReadOnlySpan<byte> file, byte flags, ref int at)
    {
        var length = (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
        at += length;
        return file.Slice(at - length, length);
    }

    private static int AfterBlocks(ReadOnlySpan<byte> file, int at)
    {
        while (file[at] != 0)
            at += file[at] + 1;
        return at + 1;
    }
}
