using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats.Bmp;
using SixLabors.ImageSharp.Formats.Gif;
using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.Formats.Webp;
using SixLabors.ImageSharp.Memory;
using SixLabors.ImageSharp.Metadata;
using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing;

namespace TaLo.Images;

/// <summary>Decodes image files (PNG, JPEG, WebP, BMP, GIF; of an animation the first frame) to RGB as a person would see them.</summary>
public static class ImageDecoder
{
    /// <summary>The largest image that is decoded, in pixels: a small file can claim a huge one.</summary>
    public const long MaxPixels = 64_000_000;

    // 64 million pixels of 64 bits, the widest that is decoded to.
    private const int MaxAllocationMegabytes = 512;

    // What is kept between two images.
    private const int MaxPoolMegabytes = 32;

    /// <summary>ImageSharp with these five formats only, one thread, and bounded memory.</summary>
    internal static readonly Configuration Library = Configure();

    /// <summary>Decodes a file's bytes; transparent pixels are laid on white, EXIF orientation is applied.</summary>
    /// <exception cref="InputException">Not an image, cut short, or larger than <see cref="MaxPixels"/>.</exception>
    public static RgbImage Decode(ReadOnlyMemory<byte> file)
    {
        try
        {
            using var image = Read(file.Span);
            image.Mutate(i => i.AutoOrient());
            var rgb = new byte[image.Width * image.Height * 3];
            if (image is Image<Rgb24> opaque)
                opaque.CopyPixelDataTo(rgb);
            else
                LayOnWhite((Image<Rgba32>)image, rgb);
            return new RgbImage(image.Width, image.Height, rgb);
        }
        // What a damaged file makes ImageSharp throw is open-ended: index and null errors, its own, and the runtime's.
        catch (Exception e) when (e is not (InputException or OutOfMemoryException))
        {
            var reason = e is NotSupportedException or InvalidDataException or ImageFormatException ? $" ({e.Message.ReplaceLineEndings(" ")})" : "";
            throw new InputException(e is NotSupportedException
                ? $"this kind of image cannot be read{reason}: save it anew as PNG or JPEG"
                : $"the image is damaged or cut short{reason}", e);
        }
    }

    /// <summary>Decodes a file's bytes like <see cref="Decode"/>; null where they cannot be shown.</summary>
    /// <param name="file">The encoded image.</param>
    /// <param name="problem">What keeps it from being shown.</param>
    public static RgbImage? TryDecode(ReadOnlyMemory<byte> file, out string? problem)
    {
        try
        {
            problem = null;
            return Decode(file);
        }
        catch (InputException e)
        {
            problem = e.Message;
            return null;
        }
    }

    private static Image Read(ReadOnlySpan<byte> file)
    {
        var still = Still(file);
        var size = Image.Identify(Library, still.File, out _)?.Size() ?? throw new InvalidDataException("no header");
        Accept(size);
        Accept(still.Canvas ?? size);
        if (!still.IsWhole())
            throw new InvalidDataException("pixels are missing");
        if (still.IsOpaque)
            return Image.Load<Rgb24>(Library, still.File);
        var image = still.IsDeep ? UpperBytes(still.File) : Image.Load<Rgba32>(Library, still.File);
        return still.Canvas is { } canvas ? Place(image, canvas, still.At) : image;
    }

    private static StillImage Still(ReadOnlySpan<byte> file) => Image.DetectFormat(Library, file) switch
    {
        PngFormat => PngFile.Still(file),
        JpegFormat => JpegFile.Still(file),
        WebpFormat => WebpFile.Still(file),
        BmpFormat => BmpFile.Still(file),
        GifFormat => GifFile.Still(file),
        _ => throw new InputException($"not a PNG, JPEG, WebP, BMP or GIF image ({file.Length} bytes)"),
    };

    private static void Accept(Size size)
    {
        if ((long)size.Width * size.Height > MaxPixels)
            throw new InputException($"the image has {size.Width} × {size.Height} pixels; "
                + $"at most {MaxPixels / 1_000_000} million are decoded: scale it down");
    }

    private static Image<Rgba32> UpperBytes(byte[] file)
    {
        using var deep = Image.Load<Rgba64>(Library, file);
        var image = new Image<Rgba32>(Library, deep.Width, deep.Height);
        deep.ProcessPixelRows(image, (from, to) =>
        {
            for (var y = 0; y < from.Height; y++)
            {
                var source = from.GetRowSpan(y);
                var target = to.GetRowSpan(y);
                for (var x = 0; x < source.Length; x++)
                    target[x] = new Rgba32((byte)(source[x].R >> 8), (byte)(source[x].G >> 8), (byte)(source[x].B >> 8), (byte)(source[x].A >> 8));
            }
        });
        return image;
    }

    private static Image<Rgba32> Place(Image<Rgba32> frame, Size canvas, Point at)
    {
        using (frame)
        {
            var image = new Image<Rgba32>(Library, canvas.Width, canvas.Height);
            image.Metadata.ExifProfile = frame.Metadata.ExifProfile;
            frame.ProcessPixelRows(image, (from, to) =>
            {
                for (var y = 0; y < from.Height; y++)
                    from.GetRowSpan(y).CopyTo(to.GetRowSpan(at.Y + y)[at.X..]);
            });
            return image;
        }
    }

    private static void LayOnWhite(Image<Rgba32> image, byte[] rgb) => image.ProcessPixelRows(rows =>
    {
        var at = 0;
        for (var y = 0; y < rows.Height; y++)
        {
            foreach (var pixel in rows.GetRowSpan(y))
            {
                rgb[at++] = OnWhite(pixel.R, pixel.A);
                rgb[at++] = OnWhite(pixel.G, pixel.A);
                rgb[at++] = OnWhite(pixel.B, pixel.A);
            }
        }
    });

    private static byte OnWhite(int value, int alpha) => (byte)(((value * alpha) + (255 * (255 - alpha)) + 127) / 255);

    private static Configuration Configure()
    {
        var library = new Configuration(
            new PngConfigurationModule(), new JpegConfigurationModule(), new WebpConfigurationModule(), new BmpConfigurationModule(), new GifConfigurationModule())
        {
            MaxDegreeOfParallelism = 1,
            MemoryAllocator = MemoryAllocator.Create(new MemoryAllocatorOptions
            {
                MaximumPoolSizeMegabytes = MaxPoolMegabytes,
                AllocationLimitMegabytes = MaxAllocationMegabytes,
            }),
        };
        library.ImageFormatsManager.SetDecoder(BmpFormat.Instance, new BmpDecoder { RleSkippedPixelHandling = RleSkippedPixelHandling.Transparent });
        library.ImageFormatsManager.SetDecoder(GifFormat.Instance, new GifDecoder { DecodingMode = FrameDecodingMode.First });
        return library;
    }
}
