using TaLo.Vectors;

namespace TaLo.Reports;

/// <summary>
/// The colour scale of Δ, centred on 0. A few layers whose loss ruins the model would leave the others without colour:
/// it ends at the largest gain or at twice the median |Δ|, whichever is larger, and a larger loss is shown as its end.
/// </summary>
/// <param name="Limit">Δ at the scale's end, a share; positive.</param>
/// <param name="Clipped">Whether some Δ lies beyond it.</param>
internal readonly record struct DeltaScale(double Limit, bool Clipped)
{
    private static readonly double[] Steps = [1, 2, 3, 5, 8, 10, 15, 20, 25, 30, 40, 50, 60, 80, 100];

    public static DeltaScale Of(IEnumerable<TaskVector> vectors)
    {
        var deltas = vectors.SelectMany(v => v.Deltas).Where(double.IsFinite).ToList();
        var sizes = deltas.Select(Math.Abs).Order().ToList();
        if (sizes.Count == 0) return new DeltaScale(0.01, false);

        var needed = Math.Max(deltas.Max(), 2 * sizes[sizes.Count / 2]);
        if (needed <= 0) needed = sizes[^1];
        var limit = Steps.First(s => s >= Math.Min(100, (100 * needed) - 1e-9)) / 100;
        return new DeltaScale(limit, sizes[^1] > limit + 1e-9);
    }

    /// <summary>Where Δ lies on the scale, −1…1.</summary>
    public double Strength(double delta) => Math.Clamp(delta / Limit, -1, 1);

    /// <summary>The scale's ends and middle as text; the ends say so where something lies beyond them.</summary>
    public (string Low, string Middle, string High) Labels =>
        ((Clipped ? "≤ " : "") + ReportText.Points(-Limit), "0", ReportText.Points(Limit));
}
