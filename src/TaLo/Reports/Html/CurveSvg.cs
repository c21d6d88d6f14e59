using System.Globalization;
using System.Xml.Linq;
using static TaLo.Reports.Html.Markup;
using static TaLo.Reports.ReportText;

namespace TaLo.Reports.Html;

/// <summary>Held-out gain over shots for one task; all tasks share one vertical scale.</summary>
internal static class CurveSvg
{
    private const double Left = 40, Width = 190, Height = 96, Top = 8;

    /// <summary>The ends of the vertical scale that holds all points; 0 always lies between them.</summary>
    public static (double Low, double High) Reach(IEnumerable<ReportShots> points)
    {
        var values = points.SelectMany(p => new[] { p.MeanGain, p.Spread?.Lower ?? 0, p.Spread?.Upper ?? 0 })
            .Where(double.IsFinite).Append(0).ToList();
        return (Math.Min(-0.01, values.Min()), Math.Max(0.01, values.Max()));
    }

    public static XElement Of(string task, IReadOnlyList<ReportShots> curve, (double Low, double High) reach)
    {
        var points = curve.Where(p => double.IsFinite(p.MeanGain)).ToList();
        var span = Math.Max(1, curve[^1].Shots - curve[0].Shots);
        double X(ReportShots p) => Left + 4 + ((Width - 8) * (p.Shots - curve[0].Shots) / span);
        double Y(double gain) => Top + (Height * (reach.High - gain) / (reach.High - reach.Low));
        var band = points.Where(p => p.Spread is not null).ToList();
        return Drawing($"Gain by shots, {task}", Left + Width + 6, Top + Height + 32,
            Svg("polygon", Class("band"), Is("points", Path([
                .. band.Select(p => (X(p), Y(p.Spread!.Value.Lower))), .. band.AsEnumerable().Reverse().Select(p => (X(p), Y(p.Spread!.Value.Upper)))]))),
            Line("axis", Left, Y(0), Left + Width, Y(0)),
            new[] { reach.Low, 0, reach.High }.Select(g => Label("mark end", Left - 4, Y(g) + 4, Points(g))),
            Svg("polyline", Class("curve"), Is("points", Path([.. points.Select(p => (X(p), Y(p.MeanGain)))]))),
            points.Select(p => Svg("circle", Class("gain"), At("cx", X(p)), At("cy", Y(p.MeanGain)), At("r", 3),
                Svg("title", $"{p.Shots} shots: {Points(p.MeanGain)} points, none in {Percent(p.NoneShare)}"))),
            points.Select(p => Label("mark middle", X(p), Top + Height + 14, Count(p.Shots))),
            Label("mark middle", Left + (Width / 2), Top + Height + 28, "shots"));
    }

    private static string Path((double X, double Y)[] points) => string.Join(' ',
        points.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.X:0.##},{p.Y:0.##}")));
}
