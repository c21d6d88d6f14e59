using System.Globalization;
using TaLo.Models;
using TaLo.Statistics;
using TaLo.UseCases;
using TaLo.Vectors;

namespace TaLo.Terminal.Views;

/// <summary>Words and figures of a comparison, the same in tables and on the screen.</summary>
internal static class ComparisonText
{
    /// <summary>What the correlations are, in one line.</summary>
    public const string Correlations = "r, rank r: Pearson and Spearman over n layers, over the same samples; halves: mean r where each side is counted over another half of "
        + "the samples, a sweep with itself and one with the other: two that are truly alike agree across as well as with themselves, the rest is noise";

    /// <summary>What the layers are, in one line.</summary>
    public const string Tops = "interferes most: the layer of the largest gain, * survives the correction (Holm) for all tried; there: what the other sweep has at that layer; "
        + "same top: share of halvings in which both halves name the same layer";

    /// <summary>What a sweep is called here: A, B, …</summary>
    public static string Name(int place) => place < 26 ? $"{(char)('A' + place)}" : $"#{place + 1}";

    /// <summary>What was done to the layers of two sweeps.</summary>
    public static string Kinds(KnockoutKind first, KnockoutKind second) => first == second ? first.Words : $"{second.Words} against {first.Words}";

    /// <summary>A sweep in one line.</summary>
    public static string Line(Sweeps.StoredSweep sweep) =>
        $"{sweep.ShortId}  {sweep.Facts.ModelName} ({sweep.Facts.Quantization}), {sweep.Facts.DataSetName}, {sweep.Key.Engine}";

    /// <summary>The most interfering layer: <c>+2.5* at 7</c>.</summary>
    public static string Top(LayerEffect? top) => top is null ? "none"
        : $"{Numbers.Points(top.Delta)}{(top.HolmPValue <= MultipleTesting.DefaultLevel ? "*" : "")} at {top.Layer}";

    /// <summary>What the other sweep has at that layer; of a model with other layers nothing.</summary>
    public static string There(VectorComparison vectors, LayerEffect? top, TaskVector other) =>
        top is null || vectors.DifferInDepth ? "" : Numbers.Points(other.WholeDeltas[top.Layer]);

    /// <summary>A correlation.</summary>
    public static string Correlation(double r) => double.IsNaN(r) ? "-" : r.ToString("0.00;−0.00;0.00", CultureInfo.InvariantCulture);

    /// <summary>A share without decimals.</summary>
    public static string Share(double share) => double.IsNaN(share) ? "-" : (100 * share).ToString("0", CultureInfo.InvariantCulture) + "%";

    /// <summary>What is not compared, in one line each.</summary>
    public static IEnumerable<string> LeftOut(SweepPair pair, string first, string second)
    {
        if (pair.Tasks.Sum(t => t.OnlyFirst) is > 0 and var a)
            yield return $"{Quantity.Of(a, "sample")} that {first} alone has left out";
        if (pair.Tasks.Sum(t => t.OnlySecond) is > 0 and var b)
            yield return $"{Quantity.Of(b, "sample")} that {second} alone has left out";
        if (pair.Tasks.Sum(t => t.OtherQuestion) is > 0 and var other)
            yield return $"{Quantity.Of(other, "sample")} left out: index and task are the same, the question is not, or is not known to be";
        if (pair.Tasks.SelectMany(t => t.Vectors).FirstOrDefault(v => v is { DifferInDepth: true, Layers: 0 }) is { } unlike)
            yield return $"vectors of {unlike.First.Layers.Count} and {unlike.Second.Layers.Count} layers are not compared: --relative-depth does it by depth";
        else if (pair.Tasks.SelectMany(t => t.Vectors).FirstOrDefault(v => v.DifferInDepth) is { } byDepth)
            yield return $"vectors of {byDepth.First.Layers.Count} and {byDepth.Second.Layers.Count} layers are compared by relative depth: that layers at one depth do the same is an assumption";
    }
}
