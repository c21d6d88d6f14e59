using SkiaSharp;
using TaLo.Reports.Images;

namespace TaLo.Tests.Reports;

public sealed class ThumbnailTests
{
    [Theory]
    [InlineData(40, 20, 10, 10, 1, 10, 5)]
    [InlineData(40, 20, 400, 400, 1, 40, 20)]
    [InlineData(40, 20, 400, 400, 4, 160, 80)]
    public void Should_Fit_The_Box_And_Keep_The_Shape(int width, int height, int boxWidth, int boxHeight, float enlarge, int wantedWidth, int wantedHeight)
    {
        var small = Thumbnail.Of(Png(width, height), boxWidth, boxHeight, enlarge, out var missing)!;
        Assert.Null(missing);
        Assert.Equal((wantedWidth, wantedHeight), (small.Width, small.Height));
        Assert.Equal(wantedWidth * wantedHeight * 4, small.Rgba.Length);
    }

    [Fact]
    public void Should_Say_What_Keeps_An_Image_From_Being_Shown()
    {
        Assert.Null(Thumbnail.Of("no image"u8.ToArray(), 10, 10, 1, out var missing));
        Assert.Equal("not an image", missing);
    }

    private static byte[] Png(int width, int height)
    {
        using var bitmap = new SKBitmap(width, height);
        bitmap.Erase(SKColors.Teal);
        return bitmap.Encode(SKEncodedImageFormat.Png, 100).ToArray();
    }
}
