using System.CommandLine;
using Spectre.Console;
using TaLo.Tasks;
using TaLo.Tasks.Readers;

namespace TaLo.Terminal.Commands;

/// <summary><c>talo tasks FILE</c>: the tasks of a data set.</summary>
internal static class TasksCommand
{
    /// <summary>Creates the verb.</summary>
    public static Command Create()
    {
        var file = new Argument<string>("data") { Description = DataOptionSet.Description };
        var json = JsonOption.Create();
        var reading = new DataOptionSet();
        var command = new Command("tasks", "List the tasks of a data set: how many samples, how they are asked, images, groups of copies.") { file, json };
        reading.AddTo(command);
        command.SetAction(parsed =>
        {
            using var data = DataSets.Open(parsed.GetValue(file)!, reading.Read(parsed) with { Answered = false });
            var tasks = TaskListing.Of(data.Samples);
            if (parsed.GetValue(json))
                Messages.PrintJson(tasks);
            else
                Print(tasks);
            return ExitCodes.Success;
        });
        return command;
    }

    private static void Print(IReadOnlyList<TaskCount> tasks)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("task", "group");
        table.AddColumn(new TableColumn("samples").RightAligned());
        table.AddColumns("asked", "images");
        foreach (var task in tasks)
        {
            table.AddRow(new Text(task.Task), new Text(task.TaskGroup ?? ""), new Text(Quantity.Clustered(task.Samples, task.Clusters)),
                new Text(Asked(task)), new Text(task.WithImages == 0 ? "none" : task.WithImages == task.Samples ? "all" : $"{task.WithImages}, {task.Samples - task.WithImages} without"));
        }
        Messages.Data.Write(table);
        Messages.Print($"{Quantity.Of(tasks.Count, "task")}, {Quantity.Of(tasks.Sum(t => t.Samples), "sample")}");
    }

    /// <summary>In words: <c>4 options</c>, <c>yes/no</c>, <c>open</c>, several with their numbers.</summary>
    private static string Asked(TaskCount task)
    {
        List<(int Count, string Word)> kinds =
        [
            (task.Choice, task.FewestOptions == task.MostOptions ? $"{task.MostOptions} options" : $"{task.FewestOptions}-{task.MostOptions} options"),
            (task.YesNo, "yes/no"), (task.Open, "open"), (task.Unusable, "cannot be asked"),
        ];
        kinds.RemoveAll(k => k.Count == 0);
        return kinds is [var only] ? only.Word : string.Join(", ", kinds.Select(k => $"{k.Count} {k.Word}"));
    }
}
