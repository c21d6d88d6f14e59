using Spectre.Console;
using TaLo.Scoring;
using TaLo.Statistics;

namespace TaLo.Terminal.Views;

/// <summary>What the base model comes to by each reading of options that were scored as texts.</summary>
internal static class ReadingsView
{
    /// <summary>Prints it; nothing where options were scored by letter.</summary>
    /// <param name="passes">A sweep's passes as they are stored.</param>
    public static void Print(IEnumerable<ScoredPass> passes)
    {
        var tasks = passes.Where(p => p.Knockout is null && p.Choice is not null).GroupBy(p => p.Task).OrderBy(t => t.Key, StringComparer.Ordinal).ToList();
        if (tasks.Count == 0)
            return;
        var readings = Enum.GetValues<ChoiceReading>();
        var table = new Table().Border(TableBorder.Simple).AddColumns(["task", "samples", .. readings.Select(r => r.Name())]);
        foreach (var task in tasks)
            table.AddRow([new Text(task.Key), new Text($"{task.Count()}"), .. readings.Select(r => new Text(Accuracy([.. task], r)))]);
        Messages.Print("the base model by each reading of its options' texts");
        Messages.Data.Write(table);
    }

    /// <summary>Options of minimal pairs have no question to be read without.</summary>
    private static string Accuracy(IReadOnlyList<ScoredPass> passes, ChoiceReading reading) =>
        reading == ChoiceReading.MutualInformation && passes.Any(p => p.Choice!.Unconditional is null)
            ? "-"
            : Numbers.Percent(passes.Average(p => p.Read(reading).Correct ? 1.0 : 0));
}
