using System.Xml.Linq;
using TaLo.Vectors;
using static TaLo.Reports.Markup;

namespace TaLo.Reports.Figures;

/// <summary>Cells of a heat map. The page's own background shows through as 0, so they suit light and dark.</summary>
internal static class ColourCells
{
    /// <summary>The stripes of what is not known; needed once in each drawing.</summary>
    public static XElement Stripes(string id) => Shape("defs", Shape("pattern", Is("id", id), At("width", 4), At("height", 4),
        Is("patternUnits", "userSpaceOnUse"), Is("patternTransform", "rotate(45)"), Line("stripe", 0, 0, 0, 4)));

    /// <summary>One cell: its colour's strength is −1…1, or NaN for stripes.</summary>
    public static XElement Of(double x, double y, double width, double height, double strength, string? hint, string stripes)
    {
        var known = double.IsFinite(strength);
        return Shape("rect",
            At("x", x), At("y", y), At("width", width), At("height", height),
            known ? Class(strength < 0 ? "loss" : "gain") : Is("fill", $"url(#{stripes})"),
            known ? At("fill-opacity", Math.Abs(strength)) : null,
            hint is null ? null : Shape("title", hint));
    }

    /// <summary>What stands on a cell: a dot for more than luck, a stroke through one with too few samples, else nothing.</summary>
    public static XElement? Mark(double x, double y, double width, double height, CellEvidence evidence) => evidence switch
    {
        CellEvidence.Significant => Shape("circle", Class("sure"), At("cx", x + (width / 2)), At("cy", y + (height / 2)), At("r", Math.Min(width, height) / 8)),
        CellEvidence.Partial => Line("few", x + 2, y + height - 2, x + width - 2, y + 2),
        _ => null,
    };

    /// <summary>The colour scale with its labels: losses to the left, gains to the right.</summary>
    public static IEnumerable<XElement> Legend(double x, double y, (string Low, string Middle, string High) labels, string unit)
    {
        const int steps = 20;
        const double width = 9;
        for (var i = -steps / 2; i <= steps / 2; i++)
            yield return Of(x + ((i + (steps / 2)) * width), y, width, 10, i / (steps / 2.0), null, "");
        var middle = x + ((steps + 1) * width / 2);
        yield return Label("mark start", x, y + 22, labels.Low);
        yield return Label("mark middle", middle, y + 22, labels.Middle);
        yield return Label("mark end", x + ((steps + 1) * width), y + 22, labels.High);
        yield return Label("mark start", x + ((steps + 1) * width) + 8, y + 9, unit);
    }
}
