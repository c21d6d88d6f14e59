using SkiaSharp;

namespace TaLo.LlamaCpp.Images;

/// <summary>Decodes image files (PNG, JPEG, WebP, BMP, GIF's first frame) to RGB as a person would see them.</summary>
public static class ImageDecoder
{
    /// <summary>The largest image that is decoded, in pixels: a small file can claim a huge one.</summary>
    public const long MaxPixels = 64_000_000;

    /// <summary>Decodes a file's bytes; transparent pixels are laid on white, EXIF orientation is applied.</summary>
    /// <exception cref="InputException">Not an image, cut short, or larger than <see cref="MaxPixels"/>.</exception>
    public static RgbImage Decode(ReadOnlyMemory<byte> file)
    {
        using var data = SKData.CreateCopy(file.Span);
        using var codec = SKCodec.Create(data)
            ?? throw new InputException($"not a PNG, JPEG, WebP, BMP or GIF image ({file.Length} bytes)");
        var size = codec.Info;
        if ((long)size.Width * size.Height > MaxPixels)
            throw new InputException($"the image has {size.Width} × {size.Height} pixels; "
                + $"at most {MaxPixels / 1_000_000} million are decoded: scale it down");
        var info = new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        using var bitmap = new SKBitmap(info);
        var result = codec.GetPixels(info, bitmap.GetPixels());
        if (result != SKCodecResult.Success)
            throw new InputException($"the image is damaged or cut short ({result})");
        return Orient(bitmap.GetPixelSpan(), size.Width, size.Height, codec.EncodedOrigin);
    }

    private static RgbImage Orient(ReadOnlySpan<byte> rgba, int width, int height, SKEncodedOrigin origin)
    {
        var turned = origin >= SKEncodedOrigin.LeftTop;
        var (outWidth, outHeight) = turned ? (height, width) : (width, height);
        var rgb = new byte[outWidth * outHeight * 3];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var (outX, outY) = origin switch
                {
                    SKEncodedOrigin.TopRight => (width - 1 - x, y),
                    SKEncodedOrigin.BottomRight => (width - 1 - x, height - 1 - y),
                    SKEncodedOrigin.BottomLeft => (x, height - 1 - y),
                    SKEncodedOrigin.LeftTop => (y, x),
                    SKEncodedOrigin.RightTop => (height - 1 - y, x),
                    SKEncodedOrigin.RightBottom => (height - 1 - y, width - 1 - x),
                    SKEncodedOrigin.LeftBottom => (y, width - 1 - x),
                    _ => (x, y),
                };
                var from = ((y * width) + x) * 4;
                var to = ((outY * outWidth) + outX) * 3;
                int alpha = rgba[from + 3];
                for (var c = 0; c < 3; c++)
                    rgb[to + c] = (byte)(((rgba[from + c] * alpha) + (255 * (255 - alpha)) + 127) / 255);
            }
        }
        return new RgbImage(outWidth, outHeight, rgb);
    }
}
