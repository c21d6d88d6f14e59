using Spectre.Console;
using TaLo.Vectors;

namespace TaLo.Terminal.Views;

/// <summary>
/// The colours of accuracy differences on <see cref="DeltaScale.Fixed"/>: orange where a bypass costs, blue where it gains,
/// which people with
/// any colour vision can tell apart; and a letter-like sign for terminals without colour.
/// </summary>
internal static class DeltaColours
{
    /// <summary>What the signs mean, in one line.</summary>
    public const string Legend = "# loses over 20 points   = over 10   - over 2   . within 2   + gains over 2   * over 10   blank: not swept";

    /// <summary>The sign of a difference, −1…1; NaN for not swept.</summary>
    public static char Sign(double delta) => delta switch
    {
        double.NaN => ' ',
        < -0.20 => '#',
        < -0.10 => '=',
        < -0.02 => '-',
        <= 0.02 => '.',
        <= 0.10 => '+',
        _ => '*',
    };

    /// <summary>The background colour of a difference.</summary>
    public static Color Paint(double delta)
    {
        if (double.IsNaN(delta))
            return Color.Default;
        var (r, g, b) = Rgb(delta);
        return new Color(r, g, b);
    }

    /// <summary>The same as red, green and blue.</summary>
    /// <param name="delta">A number.</param>
    public static (byte R, byte G, byte B) Rgb(double delta) => Rgb(delta, (235, 235, 235));

    /// <summary>The same where no difference is as good as no colour.</summary>
    /// <param name="delta">A number.</param>
    /// <param name="ground">The colour of no difference.</param>
    public static (byte R, byte G, byte B) Rgb(double delta, (byte R, byte G, byte B) ground)
    {
        var strength = Math.Abs(DeltaScale.Fixed.Strength(delta));
        var (r, g, b) = delta < 0 ? (230, 97, 1) : (33, 102, 172);
        return (Mix(ground.R, r), Mix(ground.G, g), Mix(ground.B, b));

        byte Mix(byte none, int full) => (byte)Math.Round(none + ((full - none) * strength));
    }
}
