using Spectre.Console;
using TaLo.Scoring;
using TaLo.Statistics;

namespace TaLo.Terminal.Views;

/// <summary>What the base model comes to, task by task; by each reading where options were scored as texts.</summary>
internal static class BaseView
{
    /// <summary>Prints it.</summary>
    /// <param name="passes">A sweep's passes as they are stored.</param>
    public static void Print(IEnumerable<ScoredPass> passes)
    {
        var tasks = passes.Where(p => p.Knockout is null).GroupBy(p => p.Task).OrderBy(t => t.Key, StringComparer.Ordinal).ToList();
        if (tasks.Count == 0)
            return;
        ChoiceReading[] readings = tasks.TrueForAll(t => t.All(p => p.Choice is not null)) ? Enum.GetValues<ChoiceReading>() : [ChoiceReading.Sum];
        var table = new Table().Border(TableBorder.Simple)
            .AddColumns(["task", "samples", .. readings.Length > 1 ? readings.Select(r => r.Name()) : ["accuracy"]]);
        var accuracies = tasks.ConvertAll(t => readings.Select(r => Accuracy([.. t], r)).ToArray());
        foreach (var (task, accuracy) in tasks.Zip(accuracies))
            AddRow(table, task.Key, $"{task.Count()}", accuracy);
        if (tasks.Count > 1)
            AddRow(table, $"mean of {tasks.Count} tasks", "", [.. readings.Select((_, r) => accuracies.Average(a => a[r]))]);
        Messages.Print("the base model, accuracy");
        Messages.Data.Write(table);
    }

    private static void AddRow(Table table, string task, string samples, double[] accuracies) =>
        table.AddRow([new Text(task), new Text(samples), .. accuracies.Select(a => new Text(Numbers.Percent(a)))]);

    /// <summary>Not a number where a reading is not to be had: minimal pairs have no question to be read without.</summary>
    private static double Accuracy(IReadOnlyList<ScoredPass> passes, ChoiceReading reading) =>
        reading == ChoiceReading.MutualInformation && passes.Any(p => p.Choice!.Unconditional is null)
            ? double.NaN
            : passes.Average(p => p.Read(reading).Correct ? 1.0 : 0);
}
