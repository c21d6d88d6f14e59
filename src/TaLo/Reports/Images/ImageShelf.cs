namespace TaLo.Reports.Images;

/// <summary>Scales images for one page until the page's share for images is used up.</summary>
internal sealed class ImageShelf(ReportLimits limits)
{
    private int used;

    public ImageOnShelf Take(ReadOnlyMemory<byte> file)
    {
        if (used >= limits.ImageCharacters) return new ImageOnShelf(null, 0, 0, "image left out: the report would grow too large");
        var image = ImageScaler.Scale(file, limits.ImageSide);
        used += image.Uri?.Length ?? 0;
        return image;
    }
}
