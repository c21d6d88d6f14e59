using TaLo.Images;

namespace TaLo.Reports.Html;

/// <summary>Scales images for one page until the page's share for images is used up.</summary>
internal sealed class ImageBudget(ReportLimits limits)
{
    private const int JpegQuality = 78;

    private int used;

    public PageImage Take(ReadOnlyMemory<byte> file)
    {
        if (used >= limits.ImageCharacters) return new PageImage(null, 0, 0, "image left out: the report would grow too large");
        if (ImageDecoder.TryDecode(file, out var problem)?.Fit(limits.ImageSide, limits.ImageSide) is not { } image) return new PageImage(null, 0, 0, problem);
        var uri = "data:image/jpeg;base64," + Convert.ToBase64String(image.ToJpeg(JpegQuality));
        used += uri.Length;
        return new PageImage(uri, image.Width, image.Height, null);
    }
}

/// <summary>An image as a page shows it, or what keeps it from being shown.</summary>
internal readonly record struct PageImage(string? Uri, int Width, int Height, string? Missing);
