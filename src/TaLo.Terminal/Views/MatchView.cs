using System.Globalization;
using Spectre.Console;
using TaLo.Matching;
using TaLo.Statistics;

namespace TaLo.Terminal.Views;

/// <summary>How questions are matched to tasks.</summary>
internal static class MatchView
{
    /// <summary>Prints every profile's closeness to one question and, where all are of one model, what would be chosen.</summary>
    /// <param name="match">The match.</param>
    /// <param name="models">How many models the profiles are of.</param>
    public static void Print(ProfileMatch match, int models)
    {
        var table = new Table().Border(TableBorder.Simple)
            .AddColumns("closeness", "task", "bypass").AddColumn(new TableColumn("profile").NoWrap()).AddColumns("protocol", "model", "nearest question of the task");
        foreach (var r in match.Ranked)
            table.AddRow(
                new Text(r.Closeness.ToString("0.00", CultureInfo.InvariantCulture)), new Text(r.Profile.Task), new Text(r.Profile.Choice),
                new Text(r.Profile.Id), new Text(r.Profile.Protocol), new Text($"{r.Profile.Model.Name} ({r.Profile.Model.Quantization})"), new Text(r.Example));
        if (match.Ranked.Count > 0)
            Messages.Data.Write(table);
        foreach (var p in match.Unmatchable)
            Messages.Note($"profile {p.Id} ({p.Task}) keeps no questions and cannot be matched: adapt again");
        Messages.Print(models > 1
            ? "profiles of several models: --model FILE says what `--profile auto` would choose with one"
            : $"{match.Profile?.Choice switch { null or "none" => "base model", var choice => $"{choice} bypassed" }} (auto: {match.Reason})");
    }

    /// <summary>The same as JSON.</summary>
    public static void PrintJson(ProfileMatch match, int models) => Messages.PrintJson(new
    {
        Profile = models > 1 ? null : match.Profile?.Id,
        Reason = models > 1 ? null : match.Reason,
        Ranked = match.Ranked.Select(r => new { Profile = r.Profile.Id, r.Profile.Task, r.Profile.Knockout, Set = r.Profile.Set.Knockouts.Count > 1 ? r.Profile.Choice : null, r.Profile.Protocol, Model = r.Profile.Model.Fingerprint, r.Closeness, r.Example }),
        Unmatchable = match.Unmatchable.Select(p => p.Id),
    });

    /// <summary>Prints what a study found.</summary>
    public static void Print(IReadOnlyList<MatchingRow> rows)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumn("questions");
        foreach (var name in new[] { "tasks stored", "own task", "another task", "base model", "answers" })
            table.AddColumn(new TableColumn(name).RightAligned());
        foreach (var (row, first) in rows.Select((r, i) => (r, i == 0 || rows[i - 1].Stored != r.Stored)))
        {
            if (first && row != rows[0])
                table.AddEmptyRow();
            table.AddRow(
                new Text(row.Belong ? row.Questions : $"{row.Questions}, task not stored"), new Text($"{row.Stored}"),
                new Text(row.Belong ? Numbers.Percent(row.Own) : "-"), new Text(Numbers.Percent(row.Other)), new Text(Numbers.Percent(row.Base)),
                new Text($"{row.Count}"));
        }

        Messages.Data.Write(table);
        Messages.Print("right: 'own task' where the task is stored, 'base model' where it is not; every task weighs the same");
    }
}
