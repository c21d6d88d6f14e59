namespace TaLo.Vectors;

/// <summary>
/// What knocking out one layer did to a task, counted over the samples that have both a base row and a row of this
/// knockout. Where there is none, <see cref="Samples"/> is 0 and every share and mean is NaN.
/// </summary>
/// <param name="Layer">Decoder layer, 0-based.</param>
/// <param name="Samples">Samples with both rows, n.</param>
/// <param name="BaseCorrect">Of these, how many the base model answers correctly.</param>
/// <param name="Fixed">Wrong by the base model, right under the knockout.</param>
/// <param name="Broken">Right by the base model, wrong under the knockout.</param>
/// <param name="MeanMarginChange">Mean over the samples of margin under the knockout − margin of the base model, in nats.</param>
public sealed record LayerEffect(
    int Layer,
    int Samples,
    int BaseCorrect,
    int Fixed,
    int Broken,
    double MeanMarginChange)
{
    /// <summary>The base model's accuracy over these samples, 0…1.</summary>
    public double BaseAccuracy => (double)BaseCorrect / Samples;

    /// <summary>The accuracy under the knockout, 0…1.</summary>
    public double Accuracy => (double)(BaseCorrect + Fixed - Broken) / Samples;

    /// <summary>Δ: accuracy under the knockout − base accuracy, −1…1.</summary>
    public double Delta => (double)(Fixed - Broken) / Samples;
}
