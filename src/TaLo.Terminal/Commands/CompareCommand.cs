using System.CommandLine;
using TaLo.Models;
using TaLo.Scoring;
using TaLo.Storage;
using TaLo.Sweeps;
using TaLo.Terminal.Views;
using TaLo.UseCases;
using TaLo.Vectors;

namespace TaLo.Terminal.Commands;

/// <summary><c>talo compare A B...</c>: stored sweeps side by side.</summary>
internal static class CompareCommand
{
    /// <summary>Creates the verb.</summary>
    public static Command Create()
    {
        var sweeps = new Argument<string[]>("sweeps") { Description = "Ids of stored sweeps or their beginnings (`talo show` lists them); each is compared with the first.", Arity = ArgumentArity.OneOrMore };
        var task = new Option<string?>("--task") { Description = "Only this task.", HelpName = "NAME" };
        var module = new Option<string?>("--module") { Description = "Only this module's vectors.", HelpName = "NAME" }.CheckedBy(name => ModuleSelection.ParseOne(name));
        var depth = new Option<bool>("--relative-depth") { Description = "Compare models with different numbers of layers by relative depth; otherwise their vectors are not compared." };
        var byIndex = new Option<bool>("--by-index") { Description = "Take samples of one task, index and options for the same even if question, hint or image differ: the same asked with a picture and with words." };
        var splits = new Option<int>("--splits") { Description = "How often the samples are halved to say what is noise; 0 for not.", DefaultValueFactory = _ => HalvesAgreement.DefaultSplits, HelpName = "N" }.Within(0, 100_000);
        var seed = new Option<long>("--seed") { Description = "Chooses the halves.", HelpName = "S" };
        var reading = ReadingOption.Create();
        var json = JsonOption.Create();
        var store = StoreOption.Create();
        var command = new Command("compare",
            """
            Lay stored sweeps side by side: quantisations, models, prompts, scoring, interventions.

            Each is compared with the first over the samples that both asked: the base models' accuracies with a paired test, how alike the
            vectors are, where the most interfering layer goes, and how much of that is the noise of few samples.
            Example: talo compare 3f2a 91bc --task ocr
            """) { sweeps, task, module, depth, byIndex, splits, seed, reading, json, store };
        command.Validators.Add(result =>
        {
            if (result.GetValue(sweeps) is { Length: 1 })
                result.AddError("compare needs two sweeps or more: talo show lists them.");
        });
        command.SetAction(parsed =>
        {
            using var results = ResultStore.OpenReadOnly(parsed.GetValue(store)!, Messages.Note);
            var comparison = SweepComparison.Of(results, [.. parsed.GetValue(sweeps)!.Select(id => StoredSweeps.Find(results, id))], new CompareRequest
            {
                Task = parsed.GetValue(task),
                Module = parsed.GetValue(module) is { } name ? ModuleSelection.ParseOne(name) : (Module?)null,
                ByDepth = parsed.GetValue(depth),
                ByIndex = parsed.GetValue(byIndex),
                Splits = parsed.GetValue(splits),
                Seed = parsed.GetValue(seed),
                Reading = ChoiceReadings.Parse(parsed.GetValue(reading)!),
            }, Messages.Note);
            if (parsed.GetValue(json))
                ComparisonJson.Print(comparison);
            else
                ComparisonView.Print(comparison);
            return ExitCodes.Success;
        });
        return command;
    }
}
