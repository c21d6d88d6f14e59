using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats;
using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing;

namespace TaLo.Images;

/// <summary>A decoded image.</summary>
/// <param name="Width">Pixels in a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Pixels">Width × Height × 3 bytes: red, green, blue, row by row from the top.</param>
public sealed record RgbImage(int Width, int Height, byte[] Pixels)
{
    /// <summary>The image as large as fits a box, its shape kept.</summary>
    /// <param name="width">The box's columns.</param>
    /// <param name="height">The box's rows.</param>
    /// <param name="enlarge">How much it may grow, at least 1.</param>
    public RgbImage Fit(int width, int height, float enlarge = 1)
    {
        var scale = Math.Min(enlarge, Math.Min((float)width / Width, (float)height / Height));
        using var image = Wrap();
        // Averages over all pixels that fall together when it shrinks, and blends between two when it grows.
        using var scaled = image.Clone(i => i.Resize(Scaled(Width, scale), Scaled(Height, scale), KnownResamplers.Triangle));
        var pixels = new byte[scaled.Width * scaled.Height * 3];
        scaled.CopyPixelDataTo(pixels);
        return new RgbImage(scaled.Width, scaled.Height, pixels);
    }

    /// <summary>The image as a PNG file.</summary>
    public byte[] ToPng() => Encode(new PngEncoder());

    /// <summary>The image as a JPEG file.</summary>
    /// <param name="quality">From 1 to 100.</param>
    public byte[] ToJpeg(int quality) => Encode(new JpegEncoder { Quality = quality });

    private byte[] Encode(IImageEncoder encoder)
    {
        using var image = Wrap();
        using var file = new MemoryStream();
        image.Save(file, encoder);
        return file.ToArray();
    }

    private Image<Rgb24> Wrap() => Image.WrapMemory<Rgb24>(ImageDecoder.Library, Pixels, Width, Height);

    private static int Scaled(int side, float scale) => Math.Max(1, (int)MathF.Round(side * scale));
}
