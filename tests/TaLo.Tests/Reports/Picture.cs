using TaLo.Images;

namespace TaLo.Tests.Reports;

/// <summary>Looks at a PNG file.</summary>
internal sealed class Picture(byte[] png)
{
    private readonly RgbImage image = ImageDecoder.Decode(png);

    public int Width => image.Width;

    public int Height => image.Height;

    public int Colours => image.Pixels.Chunk(3).Select(p => (p[0], p[1], p[2])).Distinct().Count();

    /// <summary>Dark pixels in a part of the picture given in shares of its sides: where text should be.</summary>
    public int Ink(double left, double top, double right, double bottom)
    {
        var ink = 0;
        for (var y = (int)(top * Height); y < (int)(bottom * Height); y++)
        {
            for (var x = (int)(left * Width); x < (int)(right * Width); x++)
            {
                if (image.Pixels.AsSpan(((y * Width) + x) * 3, 3) is [var red, var green, var blue] && red + green + blue < 200) ink++;
            }
        }

        return ink;
    }
}
