using MathNet.Numerics.Distributions;

namespace TaLo.Statistics;

/// <summary>
/// McNemar's exact conditional test of paired right/wrong outcomes: where base model and knockout are equally good,
/// a sample they disagree on is fixed or broken with probability ½ each (McNemar 1947; Fagerland et al. 2014).
/// </summary>
public static class McNemar
{
    /// <summary>The probability, where both are equally good, of counts at least as uneven, either way; 1 without disagreement.</summary>
    /// <param name="repaired">Samples fixed: wrong by the base model, right by the other.</param>
    /// <param name="broken">Samples broken: right by the base model, wrong by the other.</param>
    public static double TwoSided(int repaired, int broken) =>
        Math.Min(1, 2 * Greater(Math.Max(repaired, broken), Math.Min(repaired, broken)));

    /// <summary>The probability, where both are equally good, of at least so many fixed samples; 1 without any.</summary>
    /// <param name="repaired">Samples fixed.</param>
    /// <param name="broken">Samples broken.</param>
    public static double Greater(int repaired, int broken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(repaired);
        ArgumentOutOfRangeException.ThrowIfNegative(broken);
        // P(X >= repaired) = P(X <= broken) by symmetry.
        return repaired == 0 ? 1 : Binomial.CDF(0.5, repaired + broken, broken);
    }
}
