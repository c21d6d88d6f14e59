using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats;
using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.Formats.Webp;
using SixLabors.ImageSharp.Metadata.Profiles.Exif;
using SixLabors.ImageSharp.PixelFormats;

namespace TaLo.Tests.Images;

/// <summary>A small picture in files of every format and of their kinds that are read in ways of their own.</summary>
internal static class SamplePictures
{
    // 20 × 12, progressive, restarts after every second block; by libjpeg-turbo, for ImageSharp writes none.
    private const string Progressive =
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxOUlNSMj5aYVpQYEpRUk//2wBDAQ4ODhMREyYVFSZP"
        + "NS01T09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT0//wgARCAAMABQDAREAAhEBAxEB/8QAFgABAQEAAAAAAAAAAAAAAAAABQME/8QAGAEAAwEB"
        + "AAAAAAAAAAAAAAAAAgMEBQb/3QAEAAL/2gAMAwEAAhADEAAAARWC3C3/0NefCP0et//RrSKcof/EABkQAAIDAQAAAAAAAAAAAAAAAAACAQMiQf/aAAgBAQABBQKtSmD/0EXNcH//0eJG"
        + "f//EABoRAAMAAwEAAAAAAAAAAAAAAAABAgQRIVH/2gAIAQMBAT8BaJ51n//QhcHKP//Ry3pKfSJWj//EABsRAAICAwEAAAAAAAAAAAAAAAABAgMREiEx/9oACAECAQE/AZ1FlJ//0JVd"
        + "JpH/0dF6SSyf/8QAFhABAQEAAAAAAAAAAAAAAAAAEAFR/9oACAEBAAY/Aj//0D//0ZNP/8QAGBAAAwEBAAAAAAAAAAAAAAAAAAExESH/2gAIAQEAAT8hLFa4j//Q5RZ//9GJSheT/9oA"
        + "DAMBAAIAAwAAABBz/9DL/9Ff/8QAGhEAAwADAQAAAAAAAAAAAAAAAAERECExgf/aAAgBAwEBPxBlHSvktn//0HGg/9FqzlXyYn//xAAZEQACAwEAAAAAAAAAAAAAAAAAARARIVH/2gAI"
        + "AQIBAT8QO7Ej/9CNv//Rsb4jP//EABoQAAIDAQEAAAAAAAAAAAAAAAABESExYZH/2gAIAQEAAT8QdKoVlIlvh//QZgSVR//RpaUj8QYQ/9k=";

    public static IReadOnlyList<(string Name, byte[] File)> All { get; } =
    [
        ("png grey", new PngWriter(24, 18, 8, 0).Noise(1)),
        ("png colour", new PngWriter(24, 18, 8, 2).Noise(2)),
        ("png alpha interlaced", new PngWriter(24, 18, 8, 6, Interlaced: true).Noise(3)),
        ("png palette", new PngWriter(24, 18, 4, 3) { Extra = PngWriter.Chunk("PLTE", new byte[48]) }.Noise(4)),
        ("png deep", new PngWriter(24, 18, 16, 2, Interlaced: true).Noise(5)),
        ("bmp 24", new BmpWriter(24, 18, 24).Noise(1)),
        ("bmp 8", new BmpWriter(24, 18, 8).Noise(2)),
        ("bmp 16", new BmpWriter(24, 18, 16, 40, [0xF800, 0x7E0, 0x1F]).Noise(3)),
        ("bmp runs", new BmpWriter(24, 18, 8) { Compression = 1 }.Noise(4)),
        ("gif", new GifWriter(24, 18).Frame(1, (0, 0, 24, 18)).File(2)),
        ("gif animated", new GifWriter(24, 18).Frame(1, (2, 2, 20, 14), 3, isInterlaced: true, own: 64).Frame(2, (0, 0, 24, 18)).File(2)),
        ("jpeg", Encoded(new JpegEncoder { Quality = 80 })),
        ("jpeg full colour", Encoded(new JpegEncoder { Quality = 95, ColorType = JpegColorType.YCbCrRatio444 })),
        ("jpeg grey", Encoded(new JpegEncoder { ColorType = JpegColorType.Luminance })),
        ("jpeg progressive", Convert.FromBase64String(Progressive)),
        ("webp lossless", Encoded(new WebpEncoder { FileFormat = WebpFileFormatType.Lossless })),
        ("webp lossy with alpha", Encoded(new WebpEncoder { FileFormat = WebpFileFormatType.Lossy, Quality = 60 })),
    ];

    public static byte[] Of(string name) => All.Single(p => p.Name == name).File;

    /// <summary>Coloured rings with a clear corner, marked as lying on its side.</summary>
    private static byte[] Encoded(IImageEncoder encoder)
    {
        using var image = new Image<Rgba32>(24, 18);
        image.ProcessPixelRows(rows =>
        {
            for (var y = 0; y < rows.Height; y++)
            {
                var row = rows.GetRowSpan(y);
                for (var x = 0; x < row.Length; x++)
                {
                    var ring = (x * x) + (y * y);
                    row[x] = new Rgba32((byte)ring, (byte)(ring / 3), (byte)(x * 9), (byte)Math.Min(255, ring));
                }
            }
        });
        image.Metadata.ExifProfile = new ExifProfile();
        image.Metadata.ExifProfile.SetValue(ExifTag.Orientation, (ushort)6);
        using var file = new MemoryStream();
        image.Save(file, encoder);
        return file.ToArray();
    }
}
