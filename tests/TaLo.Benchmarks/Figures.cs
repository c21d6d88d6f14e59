using System.Diagnostics;

namespace TaLo.Benchmarks;

/// <summary>What measures are boiled down to.</summary>
internal static class Figures
{
    /// <summary>The middle value, or the mean of the two.</summary>
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    /// <summary>How long something takes.</summary>
    public static double Seconds(Action action)
    {
        var watch = Stopwatch.StartNew();
        action();
        return watch.Elapsed.TotalSeconds;
    }
}
