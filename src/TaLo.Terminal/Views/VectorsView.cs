using Spectre.Console;
using TaLo.Models;
using TaLo.Statistics;
using TaLo.Vectors;

namespace TaLo.Terminal.Views;

/// <summary>Task-Layer Interaction Vectors as tables with one heat strip for each task.</summary>
internal static class VectorsView
{
    /// <summary>Prints a table for each kind of knockout.</summary>
    public static void Print(IReadOnlyList<TaskVector> vectors)
    {
        foreach (var kind in vectors.GroupBy(v => v.Kind))
            Print(kind.Key, [.. kind]);
        if (vectors.Count == 0)
            return;
        Messages.Print($"strip: one sign per layer, layer 0 first: {DeltaColours.Legend}");
        Messages.Print(DeltaColours.Evidence);
        if (vectors.Any(v => v.Clusters < v.Samples))
            Messages.Print(ClusterText.Tested);
        Messages.Print("'highest' is the best of many tries: some of it is luck, and the more so the fewer the samples");
    }

    /// <summary>Prints every layer of one vector.</summary>
    public static void PrintLayers(TaskVector vector)
    {
        Messages.Print($"{vector.Task}, {vector.Kind.Words}; base accuracy {Numbers.Percent(vector.BaseAccuracy)} of {Quantity.Clustered(vector.Samples, vector.Clusters)}"
            + (vector.NotCompared > 0 ? $"; {vector.NotCompared} more, which not all layers were tried on, are in no count" : ""));
        var table = new Table().Border(TableBorder.Simple);
        foreach (var (name, right) in new[] { ("layer", true), ("", false), ("difference", true), ("fixed", true), ("broken", true), ("samples", true), ("p adjusted", true), ("margin", true) })
            table.AddColumn(right ? new TableColumn(name).RightAligned() : new TableColumn(name));
        var (generated, circular) = (vector.BaseAnswers.Generated > 0, vector.BaseCircular is not null);
        foreach (var name in new[] { generated ? "score" : null, generated ? "unmatched" : null, circular ? "circular" : null }.OfType<string>())
            table.AddColumn(new TableColumn(name).RightAligned());
        foreach (var layer in vector.Layers.Where(l => l.Samples > 0))
            table.AddRow([
                new Text($"{layer.Layer}"),
                Strip(vector, [layer]),
                new Text(Numbers.Points(layer.Delta)),
                new Text($"{layer.Counts.Fixed}"),
                new Text($"{layer.Counts.Broken}"),
                new Text(layer.Samples < vector.Samples ? $"{layer.Samples} of {vector.Samples}" : $"{layer.Samples}"),
                new Text(Numbers.P(layer.HolmPValue)),
                new Text(Numbers.Nats(layer.MeanMarginChange)),
                .. generated ? [new Text(Numbers.Percent(layer.Answers.MeanScore)), new Text($"{layer.Answers.Unmatched}")] : Array.Empty<Text>(),
                .. circular ? [new Text(Numbers.Points(layer.Circular?.Circular.Difference ?? double.NaN))] : Array.Empty<Text>(),
            ]);
        Messages.Data.Write(table);
        Messages.Print($"sign: {DeltaColours.Legend}");
        Messages.Print(DeltaColours.Evidence);
        if (vector.Clusters < vector.Samples)
            Messages.Print(ClusterText.Tested);
        Messages.Print("margin: log p(correct) − log p(best wrong option), mean change; it can move where no answer changes");
        if (generated)
            Messages.Print(AnswerText.Explained);
        if (circular)
            Messages.Print($"{AnswerText.CircularExplained(vector.BaseCircular!.Incomplete)}; here its difference from the base model's in percentage points");
    }

    private static void Print(KnockoutKind kind, IReadOnlyList<TaskVector> vectors)
    {
        Messages.Print($"{kind.Words}, accuracy against the base model in percentage points");
        var table = new Table().Border(TableBorder.Simple).AddColumn("task");
        table.AddColumn(new TableColumn("samples").RightAligned());
        table.AddColumn(new TableColumn("base").RightAligned());
        table.AddColumn(new TableColumn($"layers 0-{vectors[0].Layers.Count - 1}").NoWrap());
        table.AddColumn("highest");
        table.AddColumn("lowest");
        foreach (var vector in vectors)
        {
            table.AddRow(
                new Text(vector.Task),
                new Text(Samples(vector)),
                new Text(Numbers.Percent(vector.BaseAccuracy)),
                Strip(vector, vector.Layers),
                new Text(Extreme(vector.Highest)),
                new Text(Extreme(vector.Lowest)));
        }
        Messages.Data.Write(table);
    }

    private static string Extreme(LayerEffect? layer) => layer is null ? "" : $"{Numbers.Points(layer.Delta)} at {layer.Layer}";

    /// <summary>The samples, of how many, and of how few some cells are.</summary>
    private static string Samples(TaskVector vector) =>
        Quantity.Clustered(vector.Samples, vector.Clusters)
        + (vector.NotCompared > 0 ? $" of {vector.Samples + vector.NotCompared}" : "")
        + (vector.Partial.ToList() is { Count: > 0 } few ? $", {few.Count} on {few.Min(l => l.Samples)}-{few.Max(l => l.Samples)}" : "");

    /// <summary>A sign for each layer, coloured.</summary>
    public static Paragraph Strip(TaskVector vector, IReadOnlyList<LayerEffect> layers)
    {
        var strip = new Paragraph();
        foreach (var layer in layers)
            strip.Append($"{DeltaColours.Sign(layer.Delta, vector.Evidence(layer))}", new Style(Color.Black, DeltaColours.Paint(layer.Delta, vector.Evidence(layer))));
        return strip;
    }
}
