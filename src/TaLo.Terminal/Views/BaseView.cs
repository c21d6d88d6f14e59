using Spectre.Console;
using TaLo.Scoring;
using TaLo.Statistics;
using TaLo.UseCases;

namespace TaLo.Terminal.Views;

/// <summary>What the base model comes to, task by task; by each reading where options were scored as texts.</summary>
internal static class BaseView
{
    /// <summary>Prints it.</summary>
    /// <param name="passes">A sweep's passes as they are stored.</param>
    public static void Print(IEnumerable<ScoredPass> passes)
    {
        var tasks = Tasks(passes);
        if (tasks.Count == 0)
            return;
        if (tasks.Exists(t => t.Any(p => p.Generated is not null || p.Circle is not null)))
        {
            PrintCounted(tasks.ConvertAll(t => new BaseRow(t.Key, t.Count(), [.. t])));
            return;
        }
        var readings = Readings(tasks.SelectMany(t => t));
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

    /// <summary>The base model's passes, task by task.</summary>
    public static List<IGrouping<string, ScoredPass>> Tasks(IEnumerable<ScoredPass> passes) =>
        [.. passes.Where(p => p.Knockout is null).GroupBy(p => p.Task).OrderBy(t => t.Key, StringComparer.Ordinal)];

    /// <summary>How passes can be read: in several ways where options were scored as texts.</summary>
    public static ChoiceReading[] Readings(IEnumerable<ScoredPass> passes) =>
        passes.All(p => p.Choice is not null) ? Enum.GetValues<ChoiceReading>() : [ChoiceReading.Sum];

    /// <summary>Columns of generated answers and of rotated copies, those that say something.</summary>
    private static void PrintCounted(List<BaseRow> rows)
    {
        var (generated, circular) = (rows.Exists(r => r.Answers.Generated > 0), rows.Exists(r => r.Circular is not null));
        var table = new Table().Border(TableBorder.Simple).AddColumns("task", "samples", "accuracy");
        if (generated)
            table.AddColumns("score", "unmatched", "cut off");
        if (circular)
            table.AddColumns("questions", "vanilla", "circular");
        foreach (var row in rows)
            AddCounted(table, row, generated, circular);
        if (rows.Count > 1)
            AddCounted(table, new BaseRow(SweepPair.AllSamples, rows.Sum(r => r.Samples), [.. rows.SelectMany(r => r.Passes)]), generated, circular);
        Messages.Print("the base model");
        Messages.Data.Write(table);
        if (generated)
            Messages.Print(AnswerText.Explained);
        if (circular)
            Messages.Print(AnswerText.CircularExplained(rows.Sum(r => r.Circular?.Incomplete ?? 0)));
    }

    private static void AddCounted(Table table, BaseRow row, bool generated, bool circular)
    {
        List<string> cells = [row.Task, $"{row.Samples}", Numbers.Percent(row.Accuracy)];
        if (generated)
            cells.AddRange([Numbers.Percent(row.Answers.MeanScore), row.Answers.WithOptions > 0 ? $"{row.Answers.Unmatched}" : "", $"{row.Answers.CutOff}"]);
        if (circular)
            cells.AddRange(row.Circular is { } c ? [c.Circular.Size, Numbers.Percent(c.Vanilla.BaseAccuracy), Numbers.Percent(c.Circular.BaseAccuracy)] : ["", "", ""]);
        table.AddRow(cells.Select(c => new Text(c)));
    }

    private static void AddRow(Table table, string task, string samples, double[] accuracies) =>
        table.AddRow([new Text(task), new Text(samples), .. accuracies.Select(a => new Text(Numbers.Percent(a)))]);

    /// <summary>Not a number where a reading is not to be had: minimal pairs have no question to be read without.</summary>
    public static double Accuracy(IReadOnlyList<ScoredPass> passes, ChoiceReading reading) =>
        reading == ChoiceReading.MutualInformation && passes.Any(p => p.Choice!.Unconditional is null)
            ? double.NaN
            : passes.Average(p => p.Read(reading).Correct ? 1.0 : 0);

    private sealed record BaseRow(string Task, int Samples, IReadOnlyList<ScoredPass> Passes)
    {
        public double Accuracy => Passes.Average(p => p.Correct ? 1.0 : 0);

        public AnswerCounts Answers { get; } = AnswerCounts.Of(Passes);

        public CircularEvaluation? Circular { get; } = CircularEvaluation.Of(Passes);
    }
}
