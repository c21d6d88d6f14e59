using System.Text;
using TaLo.Images;
using Attribute = Terminal.Gui.Drawing.Attribute;
using Color = Terminal.Gui.Drawing.Color;

namespace TaLo.Terminal.Ui;

/// <summary>Pictures of character cells: two pixels in each, the upper one as the half block's colour, the lower one behind it.</summary>
internal static class HalfBlocks
{
    // From dark to light, for terminals without colour.
    private const string Shades = "@%#*+=-:. ";

    /// <summary>The lines that a picture takes.</summary>
    public static int Rows(RgbImage picture) => (picture.Height + 1) / 2;

    /// <summary>Draws one line of a picture.</summary>
    /// <param name="painter">Where.</param>
    /// <param name="picture">The picture.</param>
    /// <param name="left">Its first column.</param>
    /// <param name="y">The row to draw in.</param>
    /// <param name="line">Which of the picture's lines.</param>
    public static void DrawRow(Painter painter, RgbImage picture, int left, int y, int line)
    {
        for (var x = 0; x < picture.Width; x++)
        {
            var upper = Pixel(picture, x, line * 2);
            var lower = Pixel(picture, x, (line * 2) + 1);
            if (painter.Theme.Depth == ColourDepth.None)
                painter.Put(left + x, y, new Rune(Shade(upper, lower ?? upper)), painter.Theme.Text);
            else
                painter.Put(left + x, y, new Rune('▀'), new Attribute(upper!.Value, lower ?? Color.None));
        }
    }

    /// <summary>A pixel's colour, or null below the picture.</summary>
    public static Color? Pixel(RgbImage picture, int x, int y)
    {
        if (y >= picture.Height)
            return null;
        var at = picture.Pixels.AsSpan(((y * picture.Width) + x) * 3);
        return new Color(at[0], at[1], at[2]);
    }

    private static char Shade(Color? upper, Color? lower)
    {
        var light = (Light(upper!.Value) + Light(lower!.Value)) / 2;
        return Shades[Math.Min((int)(light * Shades.Length), Shades.Length - 1)];
    }

    private static double Light(Color c) => ((0.299 * c.R) + (0.587 * c.G) + (0.114 * c.B)) / 256;
}
