using MathNet.Numerics.Distributions;

namespace TaLo.Selection.Race;

/// <summary>
/// Foretells a statistic that is standard normal where nothing is true: predictive power (Spiegelhalter, Freedman and
/// Blackburn 1986). After the share t of the samples it is T; then B = T·√t is a Brownian motion with a drift, believed
/// beforehand to be normal around 0, and what it will be at t = 1 is normal too.
/// </summary>
internal static class PredictivePower
{
    /// <summary>The chance that the statistic ends at or above what is needed.</summary>
    /// <param name="statistic">T, on the samples so far.</param>
    /// <param name="share">t, more than 0 and at most 1.</param>
    /// <param name="needed">What is needed.</param>
    /// <param name="spread">Standard deviation of the drift's prior.</param>
    public static double Reaches(double statistic, double share, double needed, double spread)
    {
        var left = 1 - share;
        if (left <= 0)
            return statistic >= needed ? 1 : 0;

        var motion = statistic * Math.Sqrt(share);
        var precision = 1 / (spread * spread) + share;
        var mean = motion + left * motion / precision;
        return Normal.CDF(0, 1, (mean - needed) / Math.Sqrt(left * left / precision + left));
    }
}
