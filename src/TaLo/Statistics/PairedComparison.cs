namespace TaLo.Statistics;

/// <summary>The base model against a knockout over the same samples, counted. Without samples every share is NaN.</summary>
/// <param name="Samples">How many samples, n.</param>
/// <param name="BaseCorrect">Of these, how many the base model answers correctly.</param>
/// <param name="Fixed">Wrong by the base model, right under the knockout.</param>
/// <param name="Broken">Right by the base model, wrong under the knockout.</param>
public sealed record PairedComparison(int Samples, int BaseCorrect, int Fixed, int Broken)
{
    /// <summary>Counts pairs: whether the base model was right, and whether the knockout was, on the same sample.</summary>
    public static PairedComparison Of(IEnumerable<(bool Base, bool Adapted)> pairs)
    {
        var (samples, right, repaired, broken) = (0, 0, 0, 0);
        foreach (var (before, after) in pairs)
        {
            samples++;
            right += before ? 1 : 0;
            repaired += after && !before ? 1 : 0;
            broken += before && !after ? 1 : 0;
        }

        return new PairedComparison(samples, right, repaired, broken);
    }

    /// <summary>Right by both or wrong by both.</summary>
    public int Unchanged => Samples - Fixed - Broken;

    /// <summary>The base model's accuracy, 0…1.</summary>
    public double BaseAccuracy => (double)BaseCorrect / Samples;

    /// <summary>The accuracy under the knockout, 0…1.</summary>
    public double AdaptedAccuracy => (double)(BaseCorrect + Fixed - Broken) / Samples;

    /// <summary>Δ: adapted accuracy − base accuracy, −1…1.</summary>
    public double Difference => (double)(Fixed - Broken) / Samples;

    /// <summary>95 % interval for Δ, see <see cref="Intervals.PairedDifference"/>.</summary>
    public Interval DifferenceInterval => Intervals.PairedDifference(Fixed, Broken, Samples);

    /// <summary>95 % interval for the base model's accuracy, see <see cref="Intervals.Wilson"/>.</summary>
    public Interval BaseInterval => Intervals.Wilson(BaseCorrect, Samples);

    /// <summary>95 % interval for the adapted accuracy, see <see cref="Intervals.Wilson"/>.</summary>
    public Interval AdaptedInterval => Intervals.Wilson(BaseCorrect + Fixed - Broken, Samples);

    /// <summary>McNemar's exact two-sided p-value.</summary>
    public double PValue => McNemar.TwoSided(Fixed, Broken);
}
