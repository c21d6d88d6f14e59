using System.Buffers.Binary;

namespace TaLo.Images;

/// <summary>
/// JPEG. ImageSharp fills up with grey what is missing at the end, goes over the whole image for each of any number of
/// scans, and loses colour planes that a sequential file brings in scans of their own beside shared ones.
/// </summary>
internal static class JpegFile
{
    // Encoders write about ten; a file could hold thousands, of a few bytes each.
    private const int MaxScans = 100;

    /// <summary>The file up to the mark that ends the image.</summary>
    public static StillImage Still(ReadOnlySpan<byte> file)
    {
        var (planes, isProgressive, scans) = (0, false, 0);
        for (var at = 2; ;)
        {
            at += file[at..].IndexOf((byte)0xFF) is var next && next >= 0 ? next + 1 : file.Length;
            var marker = file[at];
            // Filling, a stuffed byte, a restart or start of image: no length follows.
            if (marker is 0xFF or 0 or 1 or (>= 0xD0 and <= 0xD8))
                continue;
            at++;
            if (marker == 0xD9)
                return new StillImage(file[..at].ToArray()) { IsOpaque = true };
            var segment = file.Slice(at, BinaryPrimitives.ReadUInt16BigEndian(file[at..]));
            if (marker is 0xC0 or 0xC1 or 0xC2)
                (planes, isProgressive) = (segment[7], marker == 0xC2);
            if (marker == 0xDA && ++scans > MaxScans)
                throw new NotSupportedException($"JPEG of more than {MaxScans} scans");
            if (marker == 0xDA && !isProgressive && segment[2] != 1 && segment[2] != planes)
                throw new NotSupportedException("sequential JPEG with colour planes in scans of their own");
            at += segment.Length;
        }
    }
}
