using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Text;

namespace TaLo.Images;

/// <summary>
/// PNG. ImageSharp reads past its rows where a second header follows, and past its palette where pixels do; it never
/// ends where interlaced pixels are missing or narrow, unpacks compressed texts without bound, and takes half an image
/// for a whole one. So it gets a file of the checked header, the whole palette, transparency and pixels, and nothing
/// else; orientation in PNG is not applied.
/// </summary>
internal static class PngFile
{
    private static readonly byte[] Signature = [0x89, .. "PNG\r\n\x1A\n"u8];

    // Adam7: first column, first row, columns and rows from one to the next.
    private static readonly (int X, int Y, int StepX, int StepY)[] Passes =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    /// <summary>The image's necessary parts.</summary>
    public static StillImage Still(ReadOnlySpan<byte> file)
    {
        byte[] header = [], palette = [], transparency = [];
        using var still = new MemoryStream(file.Length + 100);
        var pixels = 0;
        for (var at = Signature.Length; Chunk(file[at..], out var type, out var data); at += data.Length + 12)
        {
            switch (type)
            {
                case "IHDR" when header.Length == 0:
                    header = data.ToArray();
                    break;
                case "PLTE" when palette.Length == 0:
                    palette = data.ToArray();
                    break;
                case "tRNS" when transparency.Length == 0:
                    transparency = data.ToArray();
                    break;
                case "IDAT":
                    if (pixels == 0)
                        pixels = Begin(still, header, palette, transparency);
                    still.Write(data);
                    break;
                case "IHDR" or "PLTE" or "tRNS":
                    throw new InvalidDataException($"two {type} chunks");
            }
        }
        if (pixels == 0)
            pixels = Begin(still, header, palette, transparency);
        return End(still, pixels, Header.Read(header));
    }

    /// <summary>Takes the next chunk, if it is there as a whole.</summary>
    private static bool Chunk(ReadOnlySpan<byte> rest, out string type, out ReadOnlySpan<byte> data)
    {
        type = "";
        data = default;
        if (rest.Length < 12 || BinaryPrimitives.ReadInt32BigEndian(rest) is var length && (length < 0 || length > rest.Length - 12))
            return false;
        type = Encoding.Latin1.GetString(rest.Slice(4, 4));
        data = rest.Slice(8, length);
        if (type is "IHDR" or "PLTE" or "tRNS" or "IDAT"
            && Crc32.HashToUInt32(rest.Slice(4, length + 4)) != BinaryPrimitives.ReadUInt32BigEndian(rest[(length + 8)..]))
            throw new InvalidDataException($"checksum of {type}");
        return type != "IEND";
    }

    /// <summary>Writes what comes before the pixels.</summary>
    /// <returns>Where the pixels begin.</returns>
    private static int Begin(MemoryStream still, byte[] header, byte[] palette, byte[] transparency)
    {
        var info = Header.Read(header);
        if (info.IsInterlaced && info.Width <= 4)
            throw new NotSupportedException("interlaced PNG of at most four columns");
        // ImageSharp takes the colour that stands for transparent the wrong way round.
        for (var i = 0; info.IsDeep && i + 1 < transparency.Length; i += 2)
            transparency.AsSpan(i, 2).Reverse();
        still.Write(Signature);
        Write(still, "IHDR"u8, header);
        if (info.HasPalette)
        {
            if (palette.Length is 0 or > 768 || palette.Length % 3 != 0)
                throw new InvalidDataException($"palette of {palette.Length} bytes");
            if (transparency.Length >= palette.Length / 3)
                transparency = LastRepeated(transparency[..(palette.Length / 3)], 1);
            Write(still, "PLTE"u8, LastRepeated(palette, 3));
        }
        if (transparency.Length > 0)
            Write(still, "tRNS"u8, transparency);
        still.Write([0, 0, 0, 0, .. "IDAT"u8]);
        return (int)still.Length;
    }

    /// <summary>256 entries, for what a pixel of eight bits can say.</summary>
    private static byte[] LastRepeated(byte[] entries, int size) =>
        [.. entries, .. Enumerable.Repeat(entries[^size..], 256 - (entries.Length / size)).SelectMany(e => e)];

    /// <summary>Makes one chunk of all pixels, and an end.</summary>
    private static StillImage End(MemoryStream still, int start, Header info)
    {
        var count = (int)still.Length - start;
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.HashToUInt32(still.GetBuffer().AsSpan(start - 4, count + 4)));
        still.Write(number);
        Write(still, "IEND"u8, []);
        // What the buffer holds behind the end is not looked at.
        var file = still.GetBuffer();
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(start - 8), count);
        return new StillImage(file) { IsDeep = info.IsDeep, IsWhole = () => Holds(new MemoryStream(file, start, count), info.Length) };
    }

    private static void Write(MemoryStream still, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        still.Write(number);
        still.Write(type);
        still.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.HashToUInt32([.. type, .. data]));
        still.Write(number);
    }

    private static bool Holds(Stream deflated, long length)
    {
        using var inflated = new ZLibStream(deflated, CompressionMode.Decompress);
        var scratch = new byte[1 << 16];
        for (int read; length > 0; length -= read)
        {
            if ((read = inflated.Read(scratch)) == 0)
                return false;
        }
        return true;
    }

    private readonly record struct Header(int Width, int Height, int Depth, int BitsPerPixel, bool HasPalette, bool IsInterlaced)
    {
        public bool IsDeep => Depth == 16;

        /// <summary>Bytes of all rows, each with the byte that names its filter.</summary>
        public long Length
        {
            get
            {
                var (width, height, bits) = ((long)Width, (long)Height, BitsPerPixel);
                return IsInterlaced
                    ? Passes.Sum(p => Rows((width - p.X + p.StepX - 1) / p.StepX, (height - p.Y + p.StepY - 1) / p.StepY, bits))
                    : Rows(width, height, bits);
            }
        }

        public static Header Read(ReadOnlySpan<byte> data)
        {
            int depth = data[8];
            var channels = data[9] switch { 0 or 3 => 1, 4 => 2, 2 => 3, 6 => 4, _ => throw new InvalidDataException($"colour type {data[9]}") };
            return new Header(
                BinaryPrimitives.ReadInt32BigEndian(data), BinaryPrimitives.ReadInt32BigEndian(data[4..]), depth, depth * channels, data[9] == 3, data[12] != 0);
        }

        private static long Rows(long width, long height, int bits) => width <= 0 ? 0 : height * (1 + (((width * bits) + 7) / 8));
    }
}
