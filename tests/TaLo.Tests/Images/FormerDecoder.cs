using SkiaSharp;
using TaLo.Images;

namespace TaLo.Tests.Images;

/// <summary>Another reader of images, by which they were decoded before; its pixels are what those of today must equal.</summary>
internal static class FormerDecoder
{
    /// <summary>The image on white, as it is stored: not turned.</summary>
    public static RgbImage Decode(byte[] file)
    {
        using var data = SKData.CreateCopy(file);
        using var codec = SKCodec.Create(data);
        var info = new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        using var bitmap = new SKBitmap(info);
        Assert.Equal(SKCodecResult.Success, codec.GetPixels(info, bitmap.GetPixels()));
        return new RgbImage(info.Width, info.Height, [.. bitmap.GetPixelSpan().ToArray().Chunk(4).SelectMany(OnWhite)]);
    }

    private static IEnumerable<byte> OnWhite(byte[] rgba) =>
        rgba.Take(3).Select(value => (byte)(((value * rgba[3]) + (255 * (255 - rgba[3])) + 127) / 255));
}
