using System.Globalization;
using TaLo.Vectors;

namespace TaLo.Terminal.Commands;

/// <summary>The demo's plain sentences, each counted from the sweep that was just run.</summary>
internal static class DemoFindings
{
    /// <summary>What the plain model's vectors say.</summary>
    public static IEnumerable<string> Plain(IReadOnlyList<TaskVector> vectors)
    {
        if (Cells(vectors) is not { Count: > 0 } cells)
            yield break;
        var worst = cells.MinBy(c => c.Layer.Delta);
        yield return $"Most needed: {Where(worst)}; without it {worst.Vector.Task} falls from {Percent(worst.Layer.Counts.BaseAccuracy)} to {Percent(worst.Layer.Counts.AdaptedAccuracy)}.";
        yield return $"Of {cells.Count} bypasses, {cells.Count(c => Math.Abs(c.Layer.Delta) <= 0.02)} change a task by 2 points or less: many layers are not needed for it.";
        yield return cells.Exists(c => c.Layer.Delta > 0) ? Highest(cells) + " That is the best of many tries: ask `talo adapt` before believing it." : "No bypass raises a task.";
    }

    /// <summary>What the biased model's vectors say.</summary>
    public static IEnumerable<string> Biased(IReadOnlyList<TaskVector> vectors)
    {
        if (Cells(vectors) is not { Count: > 0 } cells)
            yield break;
        yield return Highest(cells);
        yield return cells.Count(c => c.Layer.Delta > 0 && c.Vector.Evidence(c.Layer) == CellEvidence.Significant) is > 0 and var sure
            ? $"Of {cells.Count} bypasses {sure} raise{(sure == 1 ? "s" : "")} a task by more than luck: here single layers do hurt."
            : $"None of {cells.Count} bypasses raises a task by more than luck would in so few samples.";
    }

    private static string Highest(List<Cell> cells)
    {
        var best = cells.MaxBy(c => c.Layer.Delta);
        return $"Highest: {Where(best)}, {best.Vector.Task} {Percent(best.Layer.Counts.BaseAccuracy)} to {Percent(best.Layer.Counts.AdaptedAccuracy)} "
            + $"({best.Layer.Counts.Fixed} answers fixed, {best.Layer.Counts.Broken} broken, of {best.Layer.Samples}).";
    }

    private static List<Cell> Cells(IReadOnlyList<TaskVector> vectors) =>
        [.. vectors.SelectMany(v => v.Whole.Select(l => new Cell(v, l)))];

    private static string Where(Cell cell) => $"{cell.Vector.Kind} of layer {cell.Layer.Layer}";

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0}%");

    private readonly record struct Cell(TaskVector Vector, LayerEffect Layer);
}
