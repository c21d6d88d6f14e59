using SkiaSharp;

namespace TaLo.Reports.Images;

/// <summary>Makes small JPEG images for a page.</summary>
internal static class ImageScaler
{
    /// <summary>A small file can claim a huge image.</summary>
    private const long MaxPixels = 64_000_000;

    private const int Quality = 78;

    /// <summary>Scales an image down so that neither side is longer than <paramref name="side"/>; it never grows.</summary>
    public static ImageOnShelf Scale(ReadOnlyMemory<byte> file, int side)
    {
        using var surface = Draw(file, (width, height) => Math.Min(1f, (float)side / Math.Max(width, height)), out var missing);
        if (surface is null) return new ImageOnShelf(null, 0, 0, missing);
        using var small = surface.Snapshot();
        using var jpeg = small.Encode(SKEncodedImageFormat.Jpeg, Quality);
        return new ImageOnShelf("data:image/jpeg;base64," + Convert.ToBase64String(jpeg.AsSpan()), small.Width, small.Height, null);
    }

    /// <summary>Draws an image on white, upright and scaled; null where it cannot be shown.</summary>
    /// <param name="file">The encoded image.</param>
    /// <param name="scaleOf">The scale for a width and height, of the image as a person sees it.</param>
    /// <param name="missing">What keeps it from being shown.</param>
    public static SKSurface? Draw(ReadOnlyMemory<byte> file, Func<int, int, float> scaleOf, out string? missing)
    {
        using var data = SKData.CreateCopy(file.Span);
        using var codec = SKCodec.Create(data);
        missing = codec is null ? "not an image" : null;
        if (codec is null) return null;
        var turned = codec.EncodedOrigin >= SKEncodedOrigin.LeftTop;
        var full = codec.Info;
        var wanted = turned ? scaleOf(full.Height, full.Width) : scaleOf(full.Width, full.Height);
        var coarse = codec.GetScaledDimensions(Math.Min(1, 2 * wanted));
        if ((long)coarse.Width * coarse.Height > MaxPixels) missing = "image too large to be shown";
        if (missing is not null) return null;

        using var bitmap = new SKBitmap(new SKImageInfo(coarse.Width, coarse.Height, SKColorType.Rgba8888, SKAlphaType.Premul));
        if (codec.GetPixels(bitmap.Info, bitmap.GetPixels()) != SKCodecResult.Success) missing = "image damaged or cut short";
        if (missing is not null) return null;
        using var image = SKImage.FromBitmap(bitmap);
        return Draw(image, codec.EncodedOrigin, wanted * full.Width / coarse.Width);
    }

    private static SKSurface Draw(SKImage image, SKEncodedOrigin origin, float scale)
    {
        var (width, height) = (Math.Max(1, (int)MathF.Round(image.Width * scale)), Math.Max(1, (int)MathF.Round(image.Height * scale)));
        var turned = origin >= SKEncodedOrigin.LeftTop;
        var (outWidth, outHeight) = turned ? (height, width) : (width, height);
        var surface = SKSurface.Create(new SKImageInfo(outWidth, outHeight, SKColorType.Rgba8888, SKAlphaType.Premul));
        surface.Canvas.Clear(SKColors.White);
        surface.Canvas.SetMatrix(Upright(origin, outWidth, outHeight));
        surface.Canvas.DrawImage(
            image, SKRect.Create(width, height), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        return surface;
    }

    /// <summary>What turns and flips the stored image as its EXIF orientation says, into a picture of the given size.</summary>
    private static SKMatrix Upright(SKEncodedOrigin origin, float w, float h) => origin switch
    {
        SKEncodedOrigin.TopRight => new SKMatrix(-1, 0, w, 0, 1, 0, 0, 0, 1),
        SKEncodedOrigin.BottomRight => new SKMatrix(-1, 0, w, 0, -1, h, 0, 0, 1),
        SKEncodedOrigin.BottomLeft => new SKMatrix(1, 0, 0, 0, -1, h, 0, 0, 1),
        SKEncodedOrigin.LeftTop => new SKMatrix(0, 1, 0, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightTop => new SKMatrix(0, -1, w, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightBottom => new SKMatrix(0, -1, w, -1, 0, h, 0, 0, 1),
        SKEncodedOrigin.LeftBottom => new SKMatrix(0, 1, 0, -1, 0, h, 0, 0, 1),
        _ => SKMatrix.Identity,
    };
}
