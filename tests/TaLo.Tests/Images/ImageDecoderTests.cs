using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.Formats.Webp;
using SixLabors.ImageSharp.Metadata.Profiles.Exif;
using SixLabors.ImageSharp.PixelFormats;
using TaLo.Images;

namespace TaLo.Tests.Images;

public sealed class ImageDecoderTests
{
    // 3 × 2: red green blue / black white yellow
    private static readonly byte[] Picture = [255, 0, 0, 0, 255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255, 255, 0];

    // The smallest GIF: 1 × 1, one white pixel (GIF89a specification, appendix).
    private const string WhiteGif = "R0lGODlhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs=";

    [Fact]
    public void Should_decode_lossless_formats_exactly()
    {
        using var picture = Image.LoadPixelData<Rgb24>(Picture, 3, 2);
        using var webp = new MemoryStream();
        picture.Save(webp, new WebpEncoder { FileFormat = WebpFileFormatType.Lossless });
        foreach (var file in (byte[][])[new RgbImage(3, 2, Picture).ToPng(), webp.ToArray()])
        {
            var image = ImageDecoder.Decode(file);
            Assert.Equal((3, 2), (image.Width, image.Height));
            Assert.Equal(Picture, image.Pixels);
        }
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
        using var image = new Image<Rgba32>(2, 1);
        image[1, 0] = new Rgba32(0, 100, 200, 51);
        using var png = new MemoryStream();
        image.SaveAsPng(png);
        Assert.Equal([255, 255, 255, 204, 224, 244], ImageDecoder.Decode(png.ToArray()).Pixels);
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
    public void Should_apply_exif_orientation(ushort orientation, int width, int height, int redRight, int redBottom)
    {
        using var picture = RedCorner();
        picture.Metadata.ExifProfile = new ExifProfile();
        picture.Metadata.ExifProfile.SetValue(ExifTag.Orientation, orientation);
        using var jpeg = new MemoryStream();
        picture.Save(jpeg, new JpegEncoder { Quality = 95 });
        using var webp = new MemoryStream();
        picture.Save(webp, new WebpEncoder { FileFormat = WebpFileFormatType.Lossless });
        foreach (var file in (byte[][])[jpeg.ToArray(), webp.ToArray()])
        {
            var image = ImageDecoder.Decode(file);
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
    }

    [Fact]
    public void Should_refuse_a_huge_image_before_decoding_it()
    {
        // A bomb: 875 KB that would inflate to 30,000 rows.
        var bomb = new PngWriter(30_000, 30_000, 8, 0).File(PngWriter.Chunk("IDAT", PngWriter.Zeros(30_001L * 30_000)));
        Assert.InRange(bomb.Length, 800_000, 1_000_000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var e = Assert.Throws<InputException>(() => ImageDecoder.Decode(bomb));
        Assert.Equal("the image has 30000 × 30000 pixels; at most 64 million are decoded: scale it down", e.Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10 * bomb.Length);
    }

    [Theory]
    [InlineData("not an image")]
    [InlineData("II*\0\b\0\0\0")]
    [InlineData("P6 1 1 255 abc")]
    [InlineData("")]
    public void Should_refuse_what_is_no_image(string text) => Assert.StartsWith(
        "not a PNG, JPEG, WebP, BMP or GIF image (",
        Assert.Throws<InputException>(() => ImageDecoder.Decode(System.Text.Encoding.Latin1.GetBytes(text))).Message, StringComparison.Ordinal);

    public static TheoryData<string> Formats => [.. SamplePictures.All.Select(p => p.Name)];

    /// <summary>Cut anywhere, an image is refused, but where all pixels are there, or only what follows them is missing.</summary>
    [Theory]
    [MemberData(nameof(Formats))]
    public void Should_refuse_an_image_cut_short(string name)
    {
        var file = SamplePictures.Of(name);
        var whole = ImageDecoder.Decode(file);
        for (var length = 0; length < file.Length; length++)
        {
            if (ImageDecoder.TryDecode(file.AsMemory(0, length), out var problem) is { } image)
                Assert.Equal(whole.Pixels, image.Pixels);
            else
                Assert.DoesNotContain('\n', problem!);
        }
        Assert.Null(ImageDecoder.TryDecode(file.AsMemory(0, file.Length / 4), out _));
    }

    [Fact]
    public void Should_refuse_a_png_whose_pixels_end_early()
    {
        foreach (var interlaced in (bool[])[false, true])
        {
            var writer = new PngWriter(40, 30, 8, 2, interlaced);
            var half = writer.Rows(seed: 1)[..2000];
            AssertDamaged("pixels are missing", writer.File(PngWriter.Chunk("IDAT", PngWriter.Deflate(half))));
        }
    }

    /// <summary>Several headers of different sizes made the library write beside its rows.</summary>
    [Fact]
    public void Should_refuse_a_png_of_two_headers()
    {
        var (small, large) = (new PngWriter(8, 8, 8, 2).Noise(seed: 1), new PngWriter(500, 8, 8, 2).Noise(seed: 1));
        AssertDamaged("two IHDR chunks", [.. small[..^12], .. large[8..]]);
    }

    [Fact]
    public void Should_read_a_png_whose_pixels_come_in_many_chunks()
    {
        foreach (var interlaced in (bool[])[false, true])
        {
            var writer = new PngWriter(40, 30, 8, 2, interlaced);
            var parts = PngWriter.Deflate(writer.Rows(seed: 1)).Chunk(50).Append([]).Prepend([]).SelectMany(c => PngWriter.Chunk("IDAT", c));
            Assert.Equal(ImageDecoder.Decode(writer.Noise(seed: 1)).Pixels, ImageDecoder.Decode(writer.File([.. parts])).Pixels);
        }
    }

    [Fact]
    public void Should_refuse_a_jpeg_of_endless_scans()
    {
        using var picture = RedCorner();
        using var file = new MemoryStream();
        picture.Save(file, new JpegEncoder());
        var jpeg = file.ToArray();
        byte[] scan = [0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0];
        var e = Assert.Throws<InputException>(() => ImageDecoder.Decode((byte[])[.. jpeg[..^2], .. Enumerable.Repeat(scan, 200).SelectMany(s => s), .. jpeg[^2..]]));
        Assert.EndsWith("save it anew as PNG or JPEG", e.Message, StringComparison.Ordinal);
    }

    /// <summary>A few bytes of text may claim gigabytes: they are not unpacked.</summary>
    [Fact]
    public void Should_not_unpack_texts_in_a_png()
    {
        var bomb = PngWriter.Chunk("zTXt", [.. "Comment\0\0"u8, .. PngWriter.Zeros(50_000_000)]);
        var file = (new PngWriter(4, 4, 8, 2) { Extra = bomb }).Noise(seed: 1);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(4, ImageDecoder.Decode(file).Width);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Fact]
    public void Should_refuse_a_gif_whose_colours_end_early()
    {
        // One row more in the frame, behind header and palette, than there are codes for.
        var file = new GifWriter(20, 11).Frame(1, (0, 0, 20, 11)).File(seed: 2);
        file[13 + 48 + 7]++;
        AssertDamaged("pixels are missing", file);
    }

    private static void AssertDamaged(string reason, byte[] file) => Assert.Equal(
        $"the image is damaged or cut short ({reason})", Assert.Throws<InputException>(() => ImageDecoder.Decode(file)).Message);

    private static Image<Rgb24> RedCorner()
    {
        var picture = new Image<Rgb24>(32, 16, Color.White);
        picture.ProcessPixelRows(rows =>
        {
            for (var y = 0; y < 8; y++)
                rows.GetRowSpan(y)[..8].Fill(Color.Red);
        });
        return picture;
    }
}
