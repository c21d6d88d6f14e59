namespace TaLo.Reports.Images;

/// <summary>A small image as pixels, for surfaces that are no page.</summary>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="Rgba">Four bytes for each pixel, row by row; opaque.</param>
public sealed record Thumbnail(int Width, int Height, ReadOnlyMemory<byte> Rgba)
{
    /// <summary>Scales an image to fit a box, upright and on white.</summary>
    /// <param name="file">An encoded image file (PNG, JPEG, WebP, BMP, GIF).</param>
    /// <param name="width">The box's columns.</param>
    /// <param name="height">The box's rows.</param>
    /// <param name="enlarge">How much a small image may grow, at least 1.</param>
    /// <param name="missing">What keeps it from being shown, or null.</param>
    /// <returns>The image, or null where it cannot be shown.</returns>
    public static Thumbnail? Of(ReadOnlyMemory<byte> file, int width, int height, float enlarge, out string? missing)
    {
        using var surface = ImageScaler.Draw(
            file, (w, h) => Math.Min(enlarge, Math.Min((float)width / w, (float)height / h)), out missing);
        if (surface is null)
            return null;
        using var pixels = surface.PeekPixels();
        return new Thumbnail(pixels.Width, pixels.Height, pixels.GetPixelSpan().ToArray());
    }
}
