namespace TaLo.Vectors;

/// <summary>The scale on which Δ is coloured, centred on 0; what lies beyond an end is shown as that end.</summary>
/// <param name="Limit">Δ at the scale's end, a share; positive.</param>
/// <param name="Clipped">Whether some Δ lies beyond it.</param>
public readonly record struct DeltaScale(double Limit, bool Clipped)
{
    // How much of its colour a cell keeps that may be chance, or that has too few samples.
    private const double Pale = 0.35;

    private static readonly double[] Steps = [1, 2, 3, 5, 8, 10, 15, 20, 25, 30, 40, 50, 60, 80, 100];

    /// <summary>The same for every sweep, so that two can be compared: 30 points.</summary>
    public static DeltaScale Fixed { get; } = new(0.3, true);

    /// <summary>
    /// The scale that shows some vectors best. A few layers whose loss ruins the model would leave the others without
    /// colour: it ends at the largest gain or at twice the median |Δ|, whichever is larger.
    /// </summary>
    public static DeltaScale Of(IEnumerable<TaskVector> vectors)
    {
        var deltas = vectors.SelectMany(v => v.WholeDeltas).Where(double.IsFinite).ToList();
        var sizes = deltas.Select(Math.Abs).Order().ToList();
        if (sizes.Count == 0) return new DeltaScale(0.01, false);

        var needed = Math.Max(deltas.Max(), 2 * sizes[sizes.Count / 2]);
        if (needed <= 0) needed = sizes[^1];
        var limit = Steps.First(s => s >= Math.Min(100, (100 * needed) - 1e-9)) / 100;
        return new DeltaScale(limit, sizes[^1] > limit + 1e-9);
    }

    /// <summary>How strongly a cell is coloured, −1…1: paler where nothing says that it is more than chance.</summary>
    public double Strength(double delta, CellEvidence evidence) =>
        Strength(delta) * (evidence == CellEvidence.Significant ? 1 : Pale);

    /// <summary>Where Δ lies on the scale, −1…1.</summary>
    public double Strength(double delta) => Math.Clamp(delta / Limit, -1, 1);
}
