using TaLo.Images;

namespace TaLo.Tests.Images;

public sealed class RgbImageTests
{
    [Theory]
    [InlineData(40, 20, 10, 10, 1, 10, 5)]
    [InlineData(40, 20, 400, 400, 1, 40, 20)]
    [InlineData(40, 20, 400, 400, 4, 160, 80)]
    [InlineData(1000, 3, 10, 10, 1, 10, 1)]
    public void Should_fit_the_box_and_keep_the_shape(int width, int height, int boxWidth, int boxHeight, float enlarge, int wantedWidth, int wantedHeight)
    {
        var small = Teal(width, height).Fit(boxWidth, boxHeight, enlarge);
        Assert.Equal((wantedWidth, wantedHeight), (small.Width, small.Height));
        Assert.Equal(Teal(wantedWidth, wantedHeight).Pixels, small.Pixels);
    }

    /// <summary>A fine checkerboard becomes grey: no pixel is left out.</summary>
    [Fact]
    public void Should_average_what_falls_together()
    {
        var board = new RgbImage(120, 120, [.. Enumerable.Range(0, 120 * 120).SelectMany(i => Enumerable.Repeat((byte)((i + (i / 120)) % 2 * 255), 3))]);
        Assert.All(board.Fit(30, 30).Pixels, p => Assert.InRange(p, 120, 135));
    }

    [Fact]
    public void Should_be_read_back_from_png() => Assert.Equal(Teal(7, 5).Pixels, ImageDecoder.Decode(Teal(7, 5).ToPng()).Pixels);

    [Fact]
    public void Should_be_read_back_nearly_from_jpeg() =>
        Assert.All(ImageDecoder.Decode(Teal(16, 16).ToJpeg(90)).Pixels.Zip(Teal(16, 16).Pixels), p => Assert.InRange(p.First - p.Second, -3, 3));

    private static RgbImage Teal(int width, int height) =>
        new(width, height, [.. Enumerable.Repeat((byte[])[0, 128, 128], width * height).SelectMany(p => p)]);
}
