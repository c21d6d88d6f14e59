using System.Buffers.Binary;

namespace TaLo.Images;

/// <summary>
/// JPEG. ImageSharp fills up with grey what is missing at the end, goes over the whole image for each of any number of
/// scans, loses count of restarts from one scan to the next, guesses in its own way what the colour planes mean, and
/// loses planes that a sequential file brings beside shared ones. So it gets the file with its planes named and the
/// restart interval said before each scan.
/// </summary>
internal static class JpegFile
{
    // Encoders write about ten; a file could hold thousands, of a few bytes each.
    private const int MaxScans = 100;

    /// <summary>The file up to the mark that ends the image.</summary>
    public static StillImage Still(ReadOnlySpan<byte> file)
    {
        using var still = new MemoryStream(file.Length + 100);
        still.Write([0xFF, 0xD8]);
        var (isJfif, adobe, planes, isProgressive, scans) = (false, -1, 0, false, 0);
        byte[] interval = [];
        for (int at = 2, scan = 0; ;)
        {
            at += file[at..].IndexOf((byte)0xFF) is var next && next >= 0 ? next + 1 : file.Length;
            var marker = file[at];
            // Filling, a stuffed byte, a restart or start of image: no length follows.
            if (marker is 0xFF or 0 or 1 or (>= 0xD0 and <= 0xD8))
                continue;
            if (scan > 0)
                still.Write(file[scan..(at - 1)]);
            scan = 0;
            at++;
            if (marker == 0xD9)
                break;
            var segment = file.Slice(at, BinaryPrimitives.ReadUInt16BigEndian(file[at..]));
            at += segment.Length;
            switch (marker)
            {
                case 0xE0:
                    isJfif |= segment[2..].StartsWith("JFIF\0"u8);
                    continue;
                case 0xEE:
                    adobe = segment[2..].StartsWith("Adobe"u8) ? segment[13] : adobe;
                    continue;
                case 0xC0 or 0xC1 or 0xC2:
                    (planes, isProgressive) = (segment[7], marker == 0xC2);
                    Write(still, 0xEE, [.. "Adobe"u8, 0, 100, 0, 0, 0, 0, Transform(segment, isJfif, adobe)]);
                    break;
                case 0xDD:
                    interval = segment[2..].ToArray();
                    continue;
                case 0xDA:
                    if (++scans > MaxScans)
                        throw new NotSupportedException($"JPEG of more than {MaxScans} scans");
                    if (planes > 0 && !isProgressive && segment[2] != 1 && segment[2] != planes)
                        throw new NotSupportedException("sequential JPEG with colour planes in scans of their own");
                    if (interval.Length > 0)
                        Write(still, 0xDD, interval);
                    scan = at;
                    break;
            }
            Write(still, marker, segment[2..]);
        }
        still.Write([0xFF, 0xD9]);
        return new StillImage(still.ToArray()) { IsOpaque = true };
    }

    /// <summary>What the planes mean, as libjpeg finds it: 0 RGB or CMYK, 1 YCbCr, 2 YCCK.</summary>
    private static byte Transform(ReadOnlySpan<byte> frame, bool isJfif, int adobe)
    {
        if (frame[7] == 4)
            return (byte)(adobe > 0 ? 2 : 0);
        var isRgb = adobe == 0 || (adobe < 0 && frame[7] == 3 && (frame[8], frame[11], frame[14]) == ('R', 'G', 'B'));
        return (byte)(isRgb && !isJfif ? 0 : 1);
    }

    private static void Write(MemoryStream still, byte marker, ReadOnlySpan<byte> data)
    {
        var length = data.Length + 2;
        still.Write([0xFF, marker, (byte)(length >> 8), (byte)length]);
        still.Write(data);
    }
}
