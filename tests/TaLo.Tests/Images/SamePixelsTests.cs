using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.Formats.Webp;
using SixLabors.ImageSharp.PixelFormats;
using TaLo.Images;

namespace TaLo.Tests.Images;

/// <summary>Pixels are those that another decoder makes, to the bit where the format says what they are.</summary>
public sealed class SamePixelsTests
{
    private static readonly (int Width, int Height)[] Sizes = [(5, 1), (7, 5), (8, 8), (9, 2), (17, 33), (40, 30)];

    public static TheoryData<int, byte> PngKinds => new()
    {
        { 1, 0 }, { 2, 0 }, { 4, 0 }, { 8, 0 }, { 16, 0 }, { 8, 2 }, { 16, 2 }, { 1, 3 }, { 2, 3 }, { 4, 3 }, { 8, 3 }, { 8, 4 }, { 16, 4 }, { 8, 6 }, { 16, 6 },
    };

    public static TheoryData<int, int, uint[]?> BmpKinds => new()
    {
        { 1, 40, null }, { 4, 40, null }, { 8, 40, null }, { 1, 12, null }, { 4, 12, null }, { 8, 12, null }, { 24, 12, null },
        { 24, 40, null }, { 24, 108, null }, { 24, 124, null },
        { 16, 40, null }, { 16, 40, [0xF800, 0x7E0, 0x1F] }, { 16, 40, [0x7C00, 0x3E0, 0x1F] }, { 16, 40, [0xF00, 0xF0, 0xF] },
        { 16, 108, [0xF00, 0xF0, 0xF, 0xF000] }, { 16, 108, [0x7C00, 0x3E0, 0x1F, 0x8000] },
        { 32, 40, null }, { 32, 108, null }, { 32, 124, null }, { 32, 40, [0xFF0000, 0xFF00, 0xFF] },
        { 32, 40, [0x3FF00000, 0xFFC00, 0x3FF] }, { 32, 56, [0xFF0000, 0xFF00, 0xFF, 0xFF000000] },
        { 32, 108, [0xFF0000, 0xFF00, 0xFF, 0xFF000000] }, { 32, 124, [0xFF, 0xFF00, 0xFF0000, 0xFF000000] },
    };

    [Theory]
    [MemberData(nameof(PngKinds))]
    public void Should_decode_png_of_every_depth_and_colour(int depth, byte colour)
    {
        foreach (var (width, height) in Sizes)
        {
            foreach (var interlaced in (bool[])[false, true])
            {
                var writer = new PngWriter(width, height, depth, colour, interlaced);
                foreach (var extra in Extras(writer))
                    AssertSame((writer with { Extra = extra }).Noise(seed: width + depth));
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(5)]
    public void Should_take_png_colours_that_are_missing_for_the_last(int transparent)
    {
        foreach (var interlaced in (bool[])[false, true])
        {
            var clear = transparent > 0 ? PngWriter.Chunk("tRNS", RandomBytes(transparent)) : [];
            AssertSame((new PngWriter(20, 11, 4, 3, interlaced) { Extra = [.. PngWriter.Chunk("PLTE", RandomBytes(15)), .. clear] }).Noise(seed: 1));
        }
    }

    [Theory]
    [MemberData(nameof(BmpKinds))]
    public void Should_decode_bmp_of_every_layout(int bits, int header, uint[]? masks)
    {
        foreach (var (width, height) in Sizes)
        {
            AssertSame(new BmpWriter(width, height, bits, header, masks).Noise(seed: width));
            if (header > 12)
                AssertSame(new BmpWriter(width, height, bits, header, masks, TopDown: true).Noise(seed: width));
        }
    }

    [Theory]
    [InlineData(8, 1)]
    [InlineData(4, 2)]
    public void Should_decode_bmp_of_runs(int bits, int compression)
    {
        foreach (var (width, height) in Sizes)
            AssertSame(new BmpWriter(width, height, bits) { Compression = compression }.Noise(seed: height));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(16)]
    [InlineData(256)]
    public void Should_decode_the_first_frame_of_a_gif(int colours)
    {
        foreach (var clear in (int[])[-1, 1])
        {
            foreach (var interlaced in (bool[])[false, true])
            {
                foreach (var own in (int[])[0, 4])
                    AssertSame(new GifWriter(20, 11, colours).Frame(1, (0, 0, 20, 11), clear, interlaced, own).Frame(2, (3, 2, 5, 5), 0).File(seed: 3));
            }
        }
    }

    [Theory]
    [InlineData(5, 7, 10, 3)]
    [InlineData(0, 0, 30, 15)]
    [InlineData(10, 5, 20, 11)]
    [InlineData(40, 40, 4, 4)]
    public void Should_place_a_gif_frame_on_its_screen(int x, int y, int width, int height)
    {
        AssertSame(new GifWriter(20, 11).Frame(1, (x, y, width, height)).File(seed: 2));
        AssertSame(new GifWriter(20, 11).Frame(1, (x, y, width, height), clear: 3).File(seed: 2));
    }

    [Fact]
    public void Should_take_gif_colours_that_are_missing_for_black()
    {
        var file = new GifWriter(20, 11, 16).Frame(1, (0, 0, 20, 11)).File(seed: 2);
        // Four colours of the sixteen: the size in the flags, and the rest cut out.
        byte[] four = [.. file[..10], 0xF1, .. file[11..25], .. file[61..]];
        AssertSame(four);
    }

    [Theory]
    [InlineData(WebpFileFormatType.Lossless)]
    [InlineData(WebpFileFormatType.Lossy)]
    public void Should_decode_webp(WebpFileFormatType kind)
    {
        foreach (var (width, height) in Sizes)
        {
            using var image = Image.LoadPixelData<Rgba32>(RandomBytes(width * height * 4), width, height);
            using var file = new MemoryStream();
            image.Save(file, new WebpEncoder { FileFormat = kind, Quality = 60 });
            AssertSame(file.ToArray());
        }
    }

    [Fact]
    public void Should_decode_the_first_frame_of_an_animated_webp()
    {
        using var image = Image.LoadPixelData<Rgba32>(RandomBytes(6 * 4 * 4), 6, 4);
        using var still = new MemoryStream();
        image.Save(still, new WebpEncoder { FileFormat = WebpFileFormatType.Lossless });
        byte[] pixels = still.ToArray()[12..];
        // Two frames on a canvas of 11 × 9; the first at column 4, row 2.
        byte[] chunks =
        [
            .. Chunk("VP8X", [0x12, 0, 0, 0, 10, 0, 0, 8, 0, 0]), .. Chunk("ANIM", [0, 0, 0, 0, 0, 0]),
            .. Chunk("ANMF", [2, 0, 0, 1, 0, 0, 5, 0, 0, 3, 0, 0, 40, 0, 0, 0, .. pixels]),
            .. Chunk("ANMF", [0, 0, 0, 0, 0, 0, 5, 0, 0, 3, 0, 0, 40, 0, 0, 0, .. pixels]),
        ];
        AssertSame(Chunk("RIFF", [.. "WEBP"u8, .. chunks]));
    }

    /// <summary>The two round differently; where colour is stored at half the size, they also spread it differently.</summary>
    [Theory]
    [InlineData(40)]
    [InlineData(90)]
    public void Should_decode_jpeg_of_full_colour_nearly_the_same(int quality) => AssertNearlySame(FullColourJpeg(quality));

    [Fact]
    public void Should_decode_progressive_jpeg_with_restarts() => AssertNearlySame(SamplePictures.Of("jpeg progressive"));

    /// <summary>What the planes are is said by two kinds of marks, or by their names, or not at all.</summary>
    [Theory]
    [InlineData(true, -1, "\x01\x02\x03")]
    [InlineData(true, -1, "RGB")]
    [InlineData(true, 0, "\x01\x02\x03")]
    [InlineData(false, 0, "\x01\x02\x03")]
    [InlineData(false, 1, "RGB")]
    [InlineData(false, 2, "\x05\x06\x07")]
    [InlineData(false, -1, "\x01\x02\x03")]
    [InlineData(false, -1, "\0\x01\x02")]
    [InlineData(false, -1, "RGB")]
    public void Should_know_the_planes_of_a_jpeg(bool jfif, int adobe, string names)
    {
        var file = FullColourJpeg(90);
        var (frame, scan) = (file.AsSpan().IndexOf((byte[])[0xFF, 0xC0]), file.AsSpan().IndexOf((byte[])[0xFF, 0xDA]));
        for (var plane = 0; plane < 3; plane++)
            file[frame + 10 + (3 * plane)] = file[scan + 5 + (2 * plane)] = (byte)names[plane];
        byte[] said = adobe < 0 ? [] : [0xFF, 0xEE, 0, 14, .. "Adobe"u8, 0, 100, 0, 0, 0, 0, (byte)adobe];
        // The JFIF mark is the first, of 18 bytes.
        AssertNearlySame([.. file[..2], .. jfif ? file[2..20] : [], .. said, .. file[20..]]);
    }

    private static IEnumerable<byte[]> Extras(PngWriter writer)
    {
        var colours = writer.Colour == 3 ? PngWriter.Chunk("PLTE", RandomBytes(3 << writer.Depth)) : [];
        yield return colours;
        if (writer.Colour == 3)
            yield return [.. colours, .. PngWriter.Chunk("tRNS", RandomBytes(1 << writer.Depth))];
        // The colour that stands for transparent: that of every other pixel.
        if (writer.Colour is 0 or 2)
            yield return PngWriter.Chunk("tRNS", [.. Enumerable.Range(0, writer.Channels).SelectMany(_ => (byte[])[0, 1])]);
        yield return [.. PngWriter.Chunk("gAMA", [0, 1, 0x86, 0xA0]), .. colours, .. PngWriter.Chunk("tEXt", [.. "Comment\0hello"u8])];
    }

    private static byte[] Chunk(string type, byte[] data) =>
        [.. System.Text.Encoding.Latin1.GetBytes(type), .. BitConverter.GetBytes(data.Length), .. data, .. new byte[data.Length & 1]];

    private static byte[] RandomBytes(int count)
    {
        var bytes = new byte[count];
        new Random(count).NextBytes(bytes);
        return bytes;
    }

    private static byte[] FullColourJpeg(int quality)
    {
        var pixels = Enumerable.Range(0, 64 * 48).SelectMany(i => (byte[])[(byte)(i % 64 * 4), (byte)(i / 64 * 5), 90]).ToArray();
        using var image = Image.LoadPixelData<Rgb24>(pixels, 64, 48);
        using var file = new MemoryStream();
        image.Save(file, new JpegEncoder { Quality = quality, ColorType = JpegColorType.YCbCrRatio444 });
        return file.ToArray();
    }

    private static void AssertNearlySame(byte[] file)
    {
        var (now, before) = (ImageDecoder.Decode(file), FormerDecoder.Decode(file));
        Assert.Equal((before.Width, before.Height), (now.Width, now.Height));
        Assert.All(now.Pixels.Zip(before.Pixels), p => Assert.InRange(p.First - p.Second, -3, 3));
    }

    private static void AssertSame(byte[] file)
    {
        var (now, before) = (ImageDecoder.Decode(file), FormerDecoder.Decode(file));
        Assert.Equal((before.Width, before.Height), (now.Width, now.Height));
        Assert.Equal(before.Pixels, now.Pixels);
    }
}
