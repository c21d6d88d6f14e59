using SkiaSharp;

namespace TaLo.Tests.Reports;

/// <summary>Looks at a PNG file.</summary>
internal sealed class Picture(byte[] png) : IDisposable
{
    private readonly SKBitmap bitmap = SKBitmap.Decode(png);

    public int Width => bitmap.Width;

    public int Height => bitmap.Height;

    public int Colours => bitmap.Pixels.Distinct().Count();

    /// <summary>Dark pixels in a part of the picture given in shares of its sides: where text should be.</summary>
    public int Ink(double left, double top, double right, double bottom)
    {
        var ink = 0;
        for (var y = (int)(top * Height); y < (int)(bottom * Height); y++)
        {
            for (var x = (int)(left * Width); x < (int)(right * Width); x++)
            {
                var c = bitmap.GetPixel(x, y);
                if (c.Red + c.Green + c.Blue < 200) ink++;
            }
        }

        return ink;
    }

    public SKColor At(double x, double y) => bitmap.GetPixel((int)(x * Width), (int)(y * Height));

    public void Dispose() => bitmap.Dispose();
}
