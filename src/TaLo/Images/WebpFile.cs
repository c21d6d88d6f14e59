using System.Buffers.Binary;
using System.Text;
using SixLabors.ImageSharp;

namespace TaLo.Images;

/// <summary>
/// WebP. ImageSharp 2.1 reads no animations, and believes the lengths of chunks. So it gets the image or the first
/// frame, with its alpha and orientation, and nothing else.
/// </summary>
internal static class WebpFile
{
    private const byte HasAlpha = 0x10;
    private const byte HasExif = 0x08;
    private const byte IsAnimated = 0x02;

    /// <summary>The image, or an animation's first frame.</summary>
    public static StillImage Still(ReadOnlySpan<byte> file)
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(file[4..]);
        var chunks = Chunks(file.Slice(12, length - 4));
        if (!chunks.TryGetValue("VP8X", out var extended))
            return new StillImage(Join(chunks, []));
        if ((extended[0] & IsAnimated) == 0)
            return new StillImage(Join(chunks, extended.AsSpan(4, 6)));
        var frame = chunks["ANMF"].AsSpan();
        var parts = Chunks(frame[16..]);
        if (chunks.TryGetValue("EXIF", out var exif))
            parts["EXIF"] = exif;
        var (canvas, at, size) = (Sides(extended.AsSpan(4), 1), Sides(frame, 0), Sides(frame[6..], 1));
        if ((2 * at.Width) + size.Width > canvas.Width || (2 * at.Height) + size.Height > canvas.Height)
            throw new InvalidDataException("a frame leaves its canvas");
        return new StillImage(Join(parts, frame.Slice(6, 6))) { Canvas = canvas, At = new Point(2 * at.Width, 2 * at.Height) };
    }

    /// <summary>The first chunk of each kind.</summary>
    private static Dictionary<string, byte[]> Chunks(ReadOnlySpan<byte> rest)
    {
        var chunks = new Dictionary<string, byte[]>();
        while (rest.Length >= 8)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(rest[4..]);
            chunks.TryAdd(Encoding.Latin1.GetString(rest[..4]), rest.Slice(8, length).ToArray());
            rest = rest[Math.Min(rest.Length, 8 + length + (length & 1))..];
        }
        return chunks;
    }

    private static byte[] Join(Dictionary<string, byte[]> chunks, ReadOnlySpan<byte> sides)
    {
        var isLossless = chunks.TryGetValue("VP8L", out var pixels);
        using var parts = new MemoryStream();
        var flags = (!isLossless && chunks.ContainsKey("ALPH") ? HasAlpha : 0) | (chunks.ContainsKey("EXIF") ? HasExif : 0);
        if (flags != 0 && !sides.IsEmpty)
        {
            Write(parts, "VP8X"u8, [(byte)flags, 0, 0, 0, .. sides]);
            if ((flags & HasAlpha) != 0)
                Write(parts, "ALPH"u8, chunks["ALPH"]);
        }
        Write(parts, isLossless ? "VP8L"u8 : "VP8 "u8, pixels ?? chunks["VP8 "]);
        if ((flags & HasExif) != 0 && !sides.IsEmpty)
            Write(parts, "EXIF"u8, chunks["EXIF"]);
        using var file = new MemoryStream();
        Write(file, "RIFF"u8, [.. "WEBP"u8, .. parts.ToArray()]);
        return file.ToArray();
    }

    private static void Write(MemoryStream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, data.Length);
        file.Write(type);
        file.Write(length);
        file.Write(data);
        if ((data.Length & 1) != 0)
            file.WriteByte(0);
    }

    private static Size Sides(ReadOnlySpan<byte> bytes, int more) => new(Number(bytes) + more, Number(bytes[3..]) + more);

    private static int Number(ReadOnlySpan<byte> bytes) => bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);
}
