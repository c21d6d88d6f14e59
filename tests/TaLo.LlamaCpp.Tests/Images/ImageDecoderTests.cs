using SkiaSharp;
using TaLo.LlamaCpp.Images;

namespace TaLo.LlamaCpp.Tests.Images;

public sealed class ImageDecoderTests
{
    // 3 × 2: red green blue / black white yellow
    private static readonly (byte R, byte G, byte B)[] Picture =
        [(255, 0, 0), (0, 255, 0), (0, 0, 255), (0, 0, 0), (255, 255, 255), (255, 255, 0)];

    // The smallest GIF: 1 × 1, one white pixel (GIF89a specification, appendix).
    private const string WhiteGif = "R0lGODlhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs=";

    [Theory]
    [InlineData(SKEncodedImageFormat.Png)]
    [InlineData(SKEncodedImageFormat.Webp)]
    public void Should_decode_lossless_formats_exactly(SKEncodedImageFormat format)
    {
        var image = ImageDecoder.Decode(Encode(format));
        Assert.Equal((3, 2), (image.Width, image.Height));
        Assert.Equal(Picture.SelectMany(p => new[] { p.R, p.G, p.B }), image.Pixels);
    }

    [Fact]
    public void Should_decode_bmp()
    {
        // 1 × 1, 24 bits, blue-green-red order.
        byte[] bmp =
        [
            0x42, 0x4D, 58, 0, 0, 0, 0, 0, 0, 0, 54, 0, 0, 0, 40, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 24, 0,
            0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 10, 20, 30, 0,
        ];
        Assert.Equal([30, 20, 10], ImageDecoder.Decode(bmp).Pixels);
    }

    [Fact]
    public void Should_decode_gif() => Assert.Equal([255, 255, 255], ImageDecoder.Decode(Convert.FromBase64String(WhiteGif)).Pixels);

    [Fact]
    public void Should_lay_transparent_pixels_on_white()
    {
        using var bitmap = new SKBitmap(new SKImageInfo(1, 1, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        bitmap.SetPixel(0, 0, new SKColor(0, 0, 0, 0));
        Assert.Equal([255, 255, 255], ImageDecoder.Decode(bitmap.Encode(SKEncodedImageFormat.Png, 100).ToArray()).Pixels);
    }

    /// <summary>EXIF 2.32, table 6: where row 0 and column 0 of the stored image belong. The red corner is stored at the top left.</summary>
    [Theory]
    [InlineData(1, 32, 16, 0, 0)]
    [InlineData(2, 32, 16, 1, 0)]
    [InlineData(3, 32, 16, 1, 1)]
    [InlineData(4, 32, 16, 0, 1)]
    [InlineData(5, 16, 32, 0, 0)]
    [InlineData(6, 16, 32, 1, 0)]
    [InlineData(7, 16, 32, 1, 1)]
    [InlineData(8, 16, 32, 0, 1)]
    public void Should_apply_exif_orientation(byte orientation, int width, int height, int redRight, int redBottom)
    {
        var image = ImageDecoder.Decode(JpegWithRedCorner(orientation));
        Assert.Equal((width, height), (image.Width, image.Height));
        for (var right = 0; right < 2; right++)
        {
            for (var bottom = 0; bottom < 2; bottom++)
            {
                var x = right == 1 ? width - 3 : 2;
                var y = bottom == 1 ? height - 3 : 2;
                var red = image.Pixels[((y * width) + x) * 3] - image.Pixels[(((y * width) + x) * 3) + 1] > 100;
                Assert.Equal((right, bottom) == (redRight, redBottom), red);
            }
        }
    }

    [Fact]
    public void Should_refuse_a_huge_image_before_decoding_it()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var e = Assert.Throws<InputException>(() => ImageDecoder.Decode(PngHeader(20_000, 20_000)));
        Assert.Contains("20000 × 20000", e.Message, StringComparison.Ordinal);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1_000_000);
    }

    [Fact]
    public void Should_refuse_what_is_no_image() =>
        Assert.Throws<InputException>(() => ImageDecoder.Decode("not an image"u8.ToArray()));

    [Fact]
    public void Should_refuse_an_image_cut_short()
    {
        var png = TinyModels.Noise(40, 40, seed: 1);
        Assert.Throws<InputException>(() => ImageDecoder.Decode(png[..(png.Length / 2)]));
    }

    private static byte[] Encode(SKEncodedImageFormat format)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(3, 2, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        for (var i = 0; i < Picture.Length; i++)
            bitmap.SetPixel(i % 3, i / 3, new SKColor(Picture[i].R, Picture[i].G, Picture[i].B));
        return bitmap.Encode(format, 100).ToArray();
    }

    private static byte[] JpegWithRedCorner(byte orientation)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(32, 16, SKColorType.Rgba8888, SKAlphaType.Opaque));
        bitmap.Erase(SKColors.White);
        for (var y = 0; y < 8; y++)
        {
            for (var x = 0; x < 8; x++)
                bitmap.SetPixel(x, y, SKColors.Red);
        }
        var jpeg = bitmap.Encode(SKEncodedImageFormat.Jpeg, 95).ToArray();
        byte[] exif =
        [
            0xFF, 0xE1, 0, 34, (byte)'E', (byte)'x', (byte)'i', (byte)'f', 0, 0,
            (byte)'M', (byte)'M', 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0,
        ];
        return [.. jpeg[..2], .. exif, .. jpeg[2..]];
    }

    private static byte[] PngHeader(int width, int height)
    {
        byte[] header = [.. "IHDR"u8, .. BigEndian(width), .. BigEndian(height), 8, 2, 0, 0, 0];
        return
        [
            137, 80, 78, 71, 13, 10, 26, 10, .. BigEndian(13), .. header,
            .. BigEndian(unchecked((int)Crc(header))), .. BigEndian(0), .. "IDAT"u8, .. BigEndian(0x35AF061E),
        ];
    }

    private static byte[] BigEndian(int value) => [.. BitConverter.GetBytes(value).Reverse()];

    private static uint Crc(byte[] data)
    {
        var crc = uint.MaxValue;
        foreach (var b in data)
        {
            crc ^= b;
            for (var k = 0; k < 8; k++)
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
        }
        return ~crc;
    }
}
