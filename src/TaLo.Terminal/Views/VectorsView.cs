using Spectre.Console;
using TaLo.Models;
using TaLo.Vectors;

namespace TaLo.Terminal.Views;

/// <summary>Task-Layer Interaction Vectors as tables with one heat strip for each task.</summary>
internal static class VectorsView
{
    /// <summary>Prints a table for each module.</summary>
    public static void Print(IReadOnlyList<TaskVector> vectors)
    {
        foreach (var module in vectors.GroupBy(v => v.Module))
            Print(module.Key, [.. module]);
        if (vectors.Count == 0)
            return;
        Messages.Print($"strip: one sign per layer, layer 0 first: {DeltaColours.Legend}");
        Messages.Print("'highest' is the best of many tries: some of it is luck, and the more so the fewer the samples");
    }

    /// <summary>Prints every layer of one vector.</summary>
    public static void PrintLayers(TaskVector vector)
    {
        Messages.Print($"{vector.Task}, {Name(vector.Module)} bypassed; base accuracy {Numbers.Percent(vector.BaseAccuracy)} of {vector.Samples}");
        var table = new Table().Border(TableBorder.Simple);
        foreach (var (name, right) in new[] { ("layer", true), ("", false), ("difference", true), ("fixed", true), ("broken", true), ("samples", true), ("margin", true) })
            table.AddColumn(right ? new TableColumn(name).RightAligned() : new TableColumn(name));
        foreach (var layer in vector.Layers.Where(l => l.Samples > 0))
            table.AddRow(
                new Text($"{layer.Layer}"),
                Strip([layer.Delta]),
                new Text(Numbers.Points(layer.Delta)),
                new Text($"{layer.Counts.Fixed}"),
                new Text($"{layer.Counts.Broken}"),
                new Text($"{layer.Samples}"),
                new Text(Numbers.Nats(layer.MeanMarginChange)));
        Messages.Data.Write(table);
    }

    private static void Print(Module module, IReadOnlyList<TaskVector> vectors)
    {
        Messages.Print($"{Name(module)} bypassed, accuracy against the base model in percentage points");
        var table = new Table().Border(TableBorder.Simple).AddColumn("task");
        table.AddColumn(new TableColumn("samples").RightAligned());
        table.AddColumn(new TableColumn("base").RightAligned());
        table.AddColumn(new TableColumn($"layers 0-{vectors[0].Layers.Count - 1}").NoWrap());
        table.AddColumn("highest");
        table.AddColumn("lowest");
        foreach (var vector in vectors)
        {
            var swept = vector.Layers.Where(l => l.Samples > 0).ToList();
            table.AddRow(
                new Text(vector.Task),
                new Text($"{vector.Samples}"),
                new Text(Numbers.Percent(vector.BaseAccuracy)),
                Strip(vector.Deltas),
                new Text(swept.Count == 0 ? "" : Extreme(swept.MaxBy(l => l.Delta)!)),
                new Text(swept.Count == 0 ? "" : Extreme(swept.MinBy(l => l.Delta)!)));
        }
        Messages.Data.Write(table);
    }

    private static string Extreme(LayerEffect layer) => $"{Numbers.Points(layer.Delta)} at {layer.Layer}";

    private static Paragraph Strip(IEnumerable<double> deltas)
    {
        var strip = new Paragraph();
        foreach (var delta in deltas)
            strip.Append($"{DeltaColours.Sign(delta)}", new Style(Color.Black, DeltaColours.Paint(delta)));
        return strip;
    }

    private static string Name(Module module) => module.ToString().ToLowerInvariant();
}
