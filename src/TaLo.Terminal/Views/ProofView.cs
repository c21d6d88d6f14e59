using System.Globalization;

namespace TaLo.Terminal.Views;

/// <summary>Differences of logits as people read them.</summary>
internal static class ProofView
{
    /// <summary>A difference in parts of the largest logit.</summary>
    public static string Difference(double difference) => difference == 0
        ? "equal to the bit"
        : string.Create(CultureInfo.InvariantCulture, $"{difference:0.0e+0} of the largest logit");
}
