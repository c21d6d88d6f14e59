using ScottPlot;

namespace TaLo.Reports.Plots;

/// <summary>
/// Orange – white – blue, told apart with every common colour blindness: 0 is the largest loss, 0.5 no change, 1 the
/// largest gain.
/// </summary>
internal sealed class DivergingColours : IColormap
{
    public static readonly Color Loss = Color.FromHex("#C25A00");
    public static readonly Color Gain = Color.FromHex("#1F5FA8");
    public static readonly Color Missing = Color.FromHex("#BDBDBD");

    public string Name => "orange to blue";

    public Color GetColor(double position) => !double.IsFinite(position) ? Missing
        : position < 0.5 ? Colors.White.InterpolateRgb(Loss, 1 - (2 * position))
        : Colors.White.InterpolateRgb(Gain, (2 * position) - 1);
}
