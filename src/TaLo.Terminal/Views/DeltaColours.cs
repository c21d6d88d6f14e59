using Spectre.Console;
using TaLo.Vectors;

namespace TaLo.Terminal.Views;

/// <summary>
/// The colours of accuracy differences on <see cref="DeltaScale.Fixed"/>: orange where a bypass costs, blue where it gains,
/// which people with any colour vision can tell apart; and a letter-like sign for terminals without colour.
/// </summary>
internal static class DeltaColours
{
    /// <summary>What the signs mean, in one line.</summary>
    public const string Legend = "#=- loses over 20, 10, 2   . within 2   +* gains 2, 10   <> may be luck   ? few";

    /// <summary>What may be luck, and what few samples are, in one line.</summary>
    public const string Evidence = "may be luck (< loses, > gains; pale): McNemar's exact p, corrected (Holm) for all bypasses of the task, is over 0.05; "
        + "few (?): fewer samples than other layers, compared with nothing; blank: not swept";

    /// <summary>The sign of a cell of a heat map.</summary>
    public static char Sign(double delta, CellEvidence evidence) => evidence switch
    {
        CellEvidence.NotSwept => ' ',
        CellEvidence.Partial => '?',
        CellEvidence.Chance when Size(delta) != '.' => delta < 0 ? '<' : '>',
        _ => Size(delta),
    };

    /// <summary>The background colour of a similarity, −1…1.</summary>
    public static Color Alike(double similarity) => Paint(similarity * DeltaScale.Fixed.Limit, CellEvidence.Significant);

    /// <summary>The background colour of a cell; pale where it may be luck or has few samples.</summary>
    public static Color Paint(double delta, CellEvidence evidence)
    {
        if (double.IsNaN(delta))
            return Color.Default;
        var (r, g, b) = Rgb(delta, evidence, (235, 235, 235));
        return new Color(r, g, b);
    }

    /// <summary>The same as red, green and blue.</summary>
    /// <param name="delta">A number.</param>
    /// <param name="evidence">What stands behind it.</param>
    /// <param name="ground">The colour of no difference.</param>
    public static (byte R, byte G, byte B) Rgb(double delta, CellEvidence evidence, (byte R, byte G, byte B) ground)
    {
        var strength = Math.Abs(DeltaScale.Fixed.Strength(delta, evidence));
        var (r, g, b) = delta < 0 ? (230, 97, 1) : (33, 102, 172);
        return (Mix(ground.R, r), Mix(ground.G, g), Mix(ground.B, b));

        byte Mix(byte none, int full) => (byte)Math.Round(none + ((full - none) * strength));
    }

    private static char Size(double delta) => delta switch
    {
        < -0.20 => '#',
        < -0.10 => '=',
        < -0.02 => '-',
        <= 0.02 => '.',
        <= 0.10 => '+',
        _ => '*',
    };
}
