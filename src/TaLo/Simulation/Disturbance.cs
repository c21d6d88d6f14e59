using MathNet.Numerics.Distributions;

namespace TaLo.Simulation;

/// <summary>What a knockout does to a sample's margin, see <see cref="TaskSimulator"/>.</summary>
/// <param name="Surer">What the margin is multiplied by.</param>
/// <param name="Shift">What is added, so that the accuracy comes out.</param>
/// <param name="Noise">How much it disturbs.</param>
/// <param name="Right">What the margins of right answers are stretched by.</param>
internal readonly record struct Disturbance(double Surer, double Shift, double Noise, double Right)
{
    /// <summary>The part of the noise that the layers share.</summary>
    public const double Shared = 0.3;

    /// <summary>The margin under the knockout.</summary>
    public double Margin(double margin, double noise)
    {
        var disturbed = Surer * margin + Shift + Noise * noise;
        return disturbed > 0 ? Right * disturbed : disturbed;
    }

    /// <summary>The shift that changes the accuracy by an effect, exactly.</summary>
    public static double ShiftFor(double accuracy, double effect, double surer, double variance) =>
        Normal.InvCDF(0, 1, accuracy + effect) * Math.Sqrt(surer * surer + variance) - surer * Normal.InvCDF(0, 1, accuracy);

    /// <summary>Several knockouts at once, as one that adds their noise, each weighed as it is.</summary>
    /// <param name="knockouts">The knockouts.</param>
    /// <param name="accuracy">The base model's accuracy.</param>
    /// <param name="effect">What they do to it together.</param>
    public static Disturbance Together(IReadOnlyList<Disturbance> knockouts, double accuracy, double effect)
    {
        var surer = 1 + knockouts.Sum(k => k.Surer - 1);
        var sum = knockouts.Sum(k => k.Noise);
        var variance = Shared * sum * sum + (1 - Shared) * knockouts.Sum(k => k.Noise * k.Noise);
        return new Disturbance(surer, ShiftFor(accuracy, effect, surer, variance), 1, knockouts.Aggregate(1.0, (r, k) => r * k.Right));
    }
}
