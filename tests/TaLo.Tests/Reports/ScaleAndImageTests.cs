using TaLo.Images;
using TaLo.Reports;
using TaLo.Reports.Html;
using TaLo.Tests.Vectors;

namespace TaLo.Tests.Reports;

public class ScaleAndImageTests
{
    [Fact]
    public void Should_Scale_Large_Images_Down()
    {
        var picture = SomeReport.Picture(1000, 500, 1);

        Assert.All([picture.ToPng(), picture.ToJpeg(90)], image => Assert.Equal(("240", "120"), OnPage(image)));
    }

    [Fact]
    public void Should_Leave_Small_Images_Their_Size() => Assert.Equal(("31", "17"), OnPage(SomeReport.Picture(31, 17, 1).ToJpeg(90)));

    [Fact]
    public void Should_Say_What_Is_Not_An_Image()
    {
        byte[] cut = [.. SomeReport.Picture(300, 300, 1).ToPng().Take(60)];

        Assert.Contains("not a PNG, JPEG, WebP, BMP or GIF image", Page([1, 2, 3]), StringComparison.Ordinal);
        Assert.Contains("not a PNG, JPEG, WebP, BMP or GIF image", Page([]), StringComparison.Ordinal);
        Assert.DoesNotContain("<img", Page(cut), StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Turn_Images_As_Their_Exif_Says()
    {
        var flag = new RgbImage(40, 20, [.. Enumerable.Range(0, 40 * 20).SelectMany(i => (byte[])(i % 40 < 20 ? [255, 0, 0] : [0, 0, 255]))]);

        // Orientation 6: turn a quarter clockwise, so what is left in the file is at the top.
        var turned = Decoded(Page(WithOrientation(flag.ToJpeg(95), 6)));

        Assert.Equal((20, 40), (turned.Width, turned.Height));
        Assert.True(turned.Pixels.AsSpan(((5 * 20) + 10) * 3, 3) is [> 180, _, < 80]);
        Assert.True(turned.Pixels.AsSpan(((35 * 20) + 10) * 3, 3) is [< 80, _, > 180]);
    }

    [Fact]
    public void Should_Not_Let_A_Ruinous_Layer_Take_All_Colours()
    {
        var page = HtmlReport.Of(new Report("t", DateTimeOffset.UnixEpoch, [], [], [SevenVectors.Of("a", -60, 2, -1, 4, 0, -3)], []));

        Assert.Contains("≤ −8.0", page, StringComparison.Ordinal);
        Assert.Contains("fill-opacity=\"0.5\"", page, StringComparison.Ordinal);
    }

    private static (string, string) OnPage(byte[] image)
    {
        var element = Html.Parse(Page(image)).All("img").Single();
        return (element.Attribute("width")!.Value, element.Attribute("height")!.Value);
    }

    private static RgbImage Decoded(string page) => ImageDecoder.Decode(
        Convert.FromBase64String(Html.Parse(page).All("img").Single().Attribute("src")!.Value.Split(',')[1]));

    private static string Page(byte[] image)
    {
        var report = SomeReport.Of(2, 4);
        return HtmlReport.Of(report with
        {
            Tasks = [report.Tasks[1] with { Samples = [SomeReport.Sample("1", "?", true, image)] }],
        });
    }

    private static byte[] WithOrientation(byte[] jpeg, byte orientation)
    {
        byte[] exif =
        [
            0xFF, 0xE1, 0, 34, .. "Exif\0\0"u8, .. "MM"u8, 0, 42, 0, 0, 0, 8,
            0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0,
        ];
        return [.. jpeg.Take(2), .. exif, .. jpeg.Skip(2)];
    }
}
