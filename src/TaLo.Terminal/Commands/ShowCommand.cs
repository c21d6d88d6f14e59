using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using TaLo.Models;
using TaLo.Scoring;
using TaLo.Storage;
using TaLo.Sweeps;
using TaLo.Terminal.Views;
using TaLo.UseCases;
using TaLo.Vectors;

namespace TaLo.Terminal.Commands;

/// <summary><c>talo show [SWEEP]</c>: stored sweeps and their Task-Layer Interaction Vectors.</summary>
internal static class ShowCommand
{
    /// <summary>Creates the verb.</summary>
    public static Command Create()
    {
        var sweep = new Argument<string?>("sweep") { Description = "A sweep's id or its beginning.", Arity = ArgumentArity.ZeroOrOne };
        var task = new Option<string?>("--task") { Description = "Every layer of one task.", HelpName = "NAME" };
        var module = new Option<string?>("--module") { Description = "Only this module.", HelpName = "NAME" }.CheckedBy(name => ModuleSelection.ParseOne(name));
        var output = new Option<string?>("--out") { Description = "Write the sweep's results to this file, one JSON line each.", HelpName = "FILE.jsonl" };
        var json = JsonOption.Create();
        var reading = ReadingOption.Create();
        var store = StoreOption.Create();
        var command = new Command("show", "List stored sweeps, or show the vectors of one.") { sweep, task, module, output, reading, json, store };
        command.Validators.Add(result =>
        {
            if (result.GetValue(sweep) is null && new Option[] { task, module, output, reading }.FirstOrDefault(o => result.IsGiven(o)) is { } useless)
                result.AddError($"{useless.Name} is for one sweep: name it (`talo show` lists them).");
        });
        command.SetAction(parsed =>
        {
            using var results = ResultStore.OpenReadOnly(parsed.GetValue(store)!, Messages.Note);
            if (parsed.GetValue(sweep) is not { } id)
                return List(results, parsed.GetValue(json));
            var stored = StoredSweeps.Find(results, id);
            var rows = ClusterLinks.Passes(results, stored, Messages.Note, task: parsed.GetValue(task));
            var read = ChoiceReadings.Parse(parsed.GetValue(reading)!);
            var only = parsed.GetValue(module) is { } name ? ModuleSelection.ParseOne(name) : (Module?)null;
            var vectors = TaskVectors.From(rows.Select(r => r.Read(read)), stored.Facts.Layers).Where(v => only is null || v.Kind.Module == only).ToList();
            if (parsed.GetValue(task) is { } one && rows.Count == 0)
                throw new SelectionException($"sweep {stored.ShortId} has no task '{one}'{DidYouMean.Clause(one, results.Passes(stored.Id).Select(r => r.Task).Distinct())}: `talo show {stored.ShortId}` lists them");
            if (only is { } wanted && vectors.Count == 0 && rows.Any(r => r.Knockout is not null))
                throw new SelectionException($"sweep {stored.ShortId} ({stored.Key.Intervention}) has no results of {wanted.Name()}: sweep them first");
            if (parsed.GetValue(output) is { } file)
            {
                ResultLines.EnsureWritable(file);
                ResultLines.Write(
                    file, rows.Where(r => only is null || r.Knockout is null || r.Knockout.Value.Module == only), stored.Key.Intervention, inForce: stored.Key.InForce);
            }

            Show(stored, read, vectors, rows, parsed.GetValue(task) is not null, parsed.GetValue(json));
            return ExitCodes.Success;
        });
        return command;
    }

    private static int List(ResultStore store, bool json)
    {
        var sweeps = store.Sweeps().OrderBy(s => s.Facts.Created).ToList();
        if (json)
        {
            Messages.PrintJson(
                sweeps.Select(s => new { s.Id, s.Facts, s.Key, Size = store.Size(s.Id) }));
            return ExitCodes.Success;
        }
        var table = new Table().Border(TableBorder.Simple)
            .AddColumn(new TableColumn("sweep").NoWrap()).AddColumns("begun", "model", "data set");
        foreach (var count in new[] { "tasks", "samples", "passes" })
            table.AddColumn(new TableColumn(count).RightAligned());
        table.AddColumns("scoring, prompt", "intervention");
        foreach (var s in sweeps)
        {
            var size = store.Size(s.Id);
            table.AddRow(
                new Text(s.ShortId),
                new Text(s.Facts.Created.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)),
                new Text($"{s.Facts.ModelName} ({s.Facts.Quantization})"),
                new Text(s.Facts.DataSetName),
                new Text(Number(size.Tasks)),
                new Text(Number(size.Samples)),
                new Text(Number(size.Passes)),
                new Text(s.Key.Scoring == s.Facts.PromptDescription ? s.Key.Scoring : $"{s.Key.Scoring}, {s.Facts.PromptDescription}"),
                new Text(s.Tried));
        }
        Messages.Data.Write(table);
        Messages.Print(sweeps.Count == 0 ? "no stored sweep yet: `talo demo` makes one" : $"{Quantity.Of(sweeps.Count, "stored sweep")}; `talo show ID` shows one");
        return ExitCodes.Success;
    }

    private static string Number(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static void Show(StoredSweep sweep, ChoiceReading read, List<TaskVector> vectors, IReadOnlyList<ScoredPass> rows, bool layers, bool json)
    {
        if (json)
        {
            SweepJson.Print(sweep, rows, vectors, null);
            return;
        }
        Messages.Print($"sweep {sweep.ShortId}: {sweep.Facts.ModelName} ({sweep.Facts.Architecture}, {sweep.Facts.Quantization}), "
            + $"{sweep.Facts.DataSetName}, {sweep.Key.Engine}; scoring {sweep.Key.Scoring}, prompt {sweep.Facts.PromptDescription}, intervention {sweep.Tried}");
        if (sweep.Key.Scoring != ScoringMethod.Letter.Name || vectors.Count == 0 || rows.Any(r => r.Circle is not null))
            BaseView.Print(rows);
        if (vectors.Count > 0 && read != ChoiceReading.Sum && BaseView.Readings(rows).Length > 1)
            Messages.Print($"the bypasses, options compared by {read.Name()}");
        if (!layers)
            VectorsView.Print(vectors);
        else
            foreach (var vector in vectors)
                VectorsView.PrintLayers(vector);
    }
}
