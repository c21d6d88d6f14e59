namespace TaLo.Reports.Plots;

/// <summary>What a plot must be given.</summary>
internal static class PlotInput
{
    public static void Require(bool given)
    {
        if (!given) throw new ArgumentException("there is nothing to plot");
    }
}
