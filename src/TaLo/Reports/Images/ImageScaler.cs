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
        using var data = SKData.CreateCopy(file.Span);
        using var codec = SKCodec.Create(data);
        if (codec is null) return new ImageOnShelf(null, 0, 0, "not an image");
        var size = Math.Max(codec.Info.Width, codec.Info.Height);
        var coarse = codec.GetScaledDimensions(Math.Min(1, 2f * side / size));
        if ((long)coarse.Width * coarse.Height > MaxPixels) return new ImageOnShelf(null, 0, 0, "image too large to be shown");

        using var bitmap = new SKBitmap(new SKImageInfo(coarse.Width, coarse.Height, SKColorType.Rgba8888, SKAlphaType.Premul));
        if (codec.GetPixels(bitmap.Info, bitmap.GetPixels()) != SKCodecResult.Success)
            return new ImageOnShelf(null, 0, 0, "image damaged or cut short");
        using var image = SKImage.FromBitmap(bitmap);
        return Draw(image, codec.EncodedOrigin, Math.Min(1f, (float)side / Math.Max(coarse.Width, coarse.Height)));
    }

    private static ImageOnShelf Draw(SKImage image, SKEncodedOrigin origin, float scale)
    {
        var (width, height) = (Math.Max(1, (int)(image.Width * scale)), Math.Max(1, (int)(image.Height * scale)));
        var turned = origin >= SKEncodedOrigin.LeftTop;
        var (outWidth, outHeight) = turned ? (height, width) : (width, height);
        using var surface = SKSurface.Create(new SKImageInfo(outWidth, outHeight, SKColorType.Rgba8888, SKAlphaType.Premul));
        surface.Canvas.Clear(SKColors.White);
        surface.Canvas.SetMatrix(Upright(origin, outWidth, outHeight));
        surface.Canvas.DrawImage(
            image, SKRect.Create(width, height), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        using var small = surface.Snapshot();
        using var jpeg = small.Encode(SKEncodedImageFormat.Jpeg, Quality);
        return new ImageOnShelf("data:image/jpeg;base64," + Convert.ToBase64String(jpeg.AsSpan()), outWidth, outHeight, null);
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
