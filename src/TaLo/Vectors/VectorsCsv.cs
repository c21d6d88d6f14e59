using System.Globalization;
using CsvHelper;

namespace TaLo.Vectors;

/// <summary>Writes Task-Layer Interaction Vectors as CSV; numbers in full precision, what is not known is empty.</summary>
public static class VectorsCsv
{
    private static readonly string[] LongHeader =
    [
        "task", "task_group", "module", "layer", "samples", "base_correct", "fixed", "broken",
        "base_accuracy", "accuracy", "delta", "mean_margin_change", "holm_p", "evidence",
    ];

    /// <summary>One line a task and module, one column a layer: Δ as a share, −1…1; then the samples behind each.</summary>
    public static void WriteWide(TextWriter writer, IReadOnlyList<TaskVector> vectors)
    {
        var layers = vectors.Select(v => v.Layers.Count).DefaultIfEmpty().Max();
        using var csv = Open(writer);
        csv.WriteRecord(["task", "module", "samples", "base_accuracy", .. Enumerable.Range(0, layers).Select(l => $"layer_{l}"), .. Enumerable.Range(0, layers).Select(l => $"samples_{l}")]);
        foreach (var vector in vectors)
        {
            csv.WriteRecord([
                vector.Task, vector.Kind.ToString(), Text(vector.Samples), Text(vector.BaseAccuracy),
                .. vector.Deltas.Select(Text), .. Enumerable.Repeat("", layers - vector.Layers.Count),
                .. vector.Layers.Select(l => Text(l.Samples)), .. Enumerable.Repeat("", layers - vector.Layers.Count),
            ]);
        }
    }

    /// <summary>One line a task, module and layer: Δ and what it was counted from.</summary>
    public static void WriteLong(TextWriter writer, IReadOnlyList<TaskVector> vectors)
    {
        using var csv = Open(writer);
        csv.WriteRecord(LongHeader);
        foreach (var (vector, effect) in vectors.SelectMany(v => v.Layers, (v, e) => (v, e)))
        {
            csv.WriteRecord([
                vector.Task, vector.TaskGroup ?? "", vector.Kind.ToString(), Text(effect.Layer), Text(effect.Samples),
                Text(effect.Counts.BaseCorrect), Text(effect.Counts.Fixed), Text(effect.Counts.Broken), Text(effect.Counts.BaseAccuracy),
                Text(effect.Counts.AdaptedAccuracy), Text(effect.Delta), Text(effect.MeanMarginChange),
                Text(effect.HolmPValue), VectorNames.Of(vector.Evidence(effect)),
            ]);
        }
    }

    /// <summary>The similarity matrix: one line and one column a task.</summary>
    public static void WriteSimilarity(TextWriter writer, SimilarityMatrix matrix)
    {
        var names = VectorNames.Of(matrix.Vectors);
        using var csv = Open(writer);
        csv.WriteRecord([matrix.Measure.ToString().ToLowerInvariant(), .. names]);
        foreach (var (name, row) in names.Zip(matrix.Cells))
            csv.WriteRecord([name, .. row.Select(c => Text(c.Value))]);
    }

    private static CsvWriter Open(TextWriter writer) =>
        CsvWriter.Create(writer, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(double number) =>
        double.IsNaN(number) ? "" : number.ToString("R", CultureInfo.InvariantCulture);
}
