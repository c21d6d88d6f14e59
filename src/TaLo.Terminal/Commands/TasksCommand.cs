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
        var file = new Argument<string>("data") { Description = "Data set: a VLMEvalKit TSV file." };
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var command = new Command("tasks", "List the tasks of a data set with their numbers of samples.") { file, json };
        command.SetAction(parsed =>
        {
            using var data = DataSets.Open(parsed.GetValue(file)!);
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
        foreach (var task in tasks)
            table.AddRow(new Text(task.Task), new Text(task.TaskGroup ?? ""), new Text(Quantity.Clustered(task.Samples, task.Clusters) + (task.TextOnly > 0 ? $", {task.TextOnly} without image" : "")));
        Messages.Data.Write(table);
        Messages.Print($"{Quantity.Of(tasks.Count, "task")}, {Quantity.Of(tasks.Sum(t => t.Samples), "sample")}");
    }
}
