using TaLo.Images;

namespace TaLo.Reports.Images;

/// <summary>Scales images for one page until the page's share for images is used up.</summary>
internal sealed class ImageShelf(ReportLimits limits)
{
    private const int JpegQuality = 78;

    private int used;

    public ImageOnShelf Take(ReadOnlyMemory<byte> file)
    {
        if (used >= limits.ImageCharacters) return new ImageOnShelf(null, 0, 0, "image left out: the report would grow too large");
        if (ImageDecoder.TryDecode(file, out var problem)?.Fit(limits.ImageSide, limits.ImageSide) is not { } image) return new ImageOnShelf(null, 0, 0, problem);
        var uri = "data:image/jpeg;base64," + Convert.ToBase64String(image.ToJpeg(JpegQuality));
        used += uri.Length;
        return new ImageOnShelf(uri, image.Width, image.Height, null);
    }
}
