using TaLo.Statistics;
using TaLo.UseCases;
using TaLo.Vectors;

namespace TaLo.Terminal.Views;

/// <summary>A comparison as <c>--json</c> prints it.</summary>
internal static class ComparisonJson
{
    /// <summary>Prints one document.</summary>
    public static void Print(SweepComparison comparison) => Messages.PrintJson(new
    {
        ProgramVersion = ProgramVersion.Text,
        Sweeps = comparison.Sweeps.Select(s => new { s.Id, s.Facts, s.Key }),
        comparison.Differences,
        Pairs = comparison.Pairs.Select(p => new
        {
            First = p.First.Id,
            Second = p.Second.Id,
            All = Counts(p.All),
            AllVectors = p.AllVectors.Select(Vectors),
            Tasks = p.Tasks.Select(t => new { t.Task, Base = Counts(t.Base), t.HolmPValue, t.OnlyFirst, t.OnlySecond, t.OtherQuestion, Vectors = t.Vectors.Select(Vectors) }),
        }),
    });

    private static object Counts(PairedComparison c) => new
    {
        c.Samples,
        c.Clusters,
        FirstAccuracy = c.BaseAccuracy,
        SecondAccuracy = c.AdaptedAccuracy,
        c.Difference,
        c.DifferenceInterval,
        c.Fixed,
        c.Broken,
        c.PValue,
    };

    private static object Vectors(VectorComparison v) => new
    {
        Module = v.First.Kind.ToString(),
        v.Pearson,
        v.Spearman,
        v.Layers,
        ByRelativeDepth = v.DifferInDepth && v.Layers > 0,
        First = Vector(v.First, v.FirstTop),
        Second = Vector(v.Second, v.SecondTop),
        v.Halves,
    };

    private static object Vector(TaskVector vector, LayerEffect? top) => new
    {
        Deltas = vector.WholeDeltas,
        MostInterfering = top is null ? null : new { top.Layer, top.Delta, top.HolmPValue },
    };
}
