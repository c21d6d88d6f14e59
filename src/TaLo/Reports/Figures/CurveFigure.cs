using System.Globalization;
using System.Xml.Linq;
using TaLo.Selection.Evidence;
using static TaLo.Reports.Markup;
using static TaLo.Reports.ReportText;

namespace TaLo.Reports.Figures;

/// <summary>Held-out gain over shots for one task; all tasks share one vertical scale.</summary>
internal static class CurveFigure
{
    private const double Left = 40, Width = 190, Height = 96, Top = 8;

    /// <summary>The ends of the vertical scale that holds all points; 0 always lies between them.</summary>
    public static (double Low, double High) Reach(IEnumerable<StabilityReport> points)
    {
        var values = points.Select(p => p.HeldOutGain).Where(double.IsFinite).Append(0).ToList();
        return (Math.Min(-0.01, values.Min()), Math.Max(0.01, values.Max()));
    }

    public static XElement Of(string task, IReadOnlyList<StabilityReport> curve, (double Low, double High) reach)
    {
        var points = curve.Where(p => double.IsFinite(p.HeldOutGain)).ToList();
        var span = Math.Max(1, Shots(curve[^1]) - Shots(curve[0]));
        double X(StabilityReport p) => Left + 4 + ((Width - 8) * (Shots(p) - Shots(curve[0])) / span);
        double Y(double gain) => Top + (Height * (reach.High - gain) / (reach.High - reach.Low));
        return Drawing($"Gain by shots, {task}", Left + Width + 6, Top + Height + 32,
            Line("axis", Left, Y(0), Left + Width, Y(0)),
            new[] { reach.Low, 0, reach.High }.Select(g => Label("mark end", Left - 4, Y(g) + 4, Points(g))),
            Shape("polyline", Class("curve"), Is("points", Path([.. points.Select(p => (X(p), Y(p.HeldOutGain)))]))),
            points.Select(p => Shape("circle", Class("gain"), At("cx", X(p)), At("cy", Y(p.HeldOutGain)), At("r", 3),
                Shape("title", $"{Shots(p)} shots: {Points(p.HeldOutGain)} points, none in {Percent(p.None)}"))),
            points.Select(p => Label("mark middle", X(p), Top + Height + 14, Count(Shots(p)))),
            Label("mark middle", Left + (Width / 2), Top + Height + 28, "shots"));
    }

    private static int Shots(StabilityReport report) => report.Protocol.Shots ?? 0;

    private static string Path((double X, double Y)[] points) => string.Join(' ',
        points.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.X:0.##},{p.Y:0.##}")));
}
