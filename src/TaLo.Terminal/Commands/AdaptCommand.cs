using System.CommandLine;
using TaLo.Models;
using TaLo.Scoring;
using TaLo.Selection;
using TaLo.Selection.Evidence;
using TaLo.Selection.Protocols;
using TaLo.Terminal.Views;
using TaLo.UseCases;

namespace TaLo.Terminal.Commands;

/// <summary><c>talo adapt</c>: chooses a layer for each task, or none, judges the choice, and says how sure that is.</summary>
internal static class AdaptCommand
{
    /// <summary>Creates the verb.</summary>
    public static Command Create()
    {
        var model = new Argument<string?>("model") { Description = ModelOptionSet.Description, Arity = ArgumentArity.ZeroOrOne };
        var data = new Argument<string?>("data") { Description = DataOptionSet.Description, Arity = ArgumentArity.ZeroOrOne };
        var replay = new Option<string?>("--replay") { Description = "Decide from this stored sweep; no model is run, and nothing is stored without --keep.", HelpName = "SWEEP" };
        var from = new Option<string?>("--from") { Description = "Decide from this results file (JSON lines); nothing is stored.", HelpName = "FILE.jsonl" };
        var keep = new Option<bool>("--keep") { Description = "With --replay: keep the decisions as profiles, in place of earlier ones by the same protocol." };
        var redraws = new Option<int>("--redraws") { Description = "How often the probe set is drawn again to see how stable the choice is (not after a race); 0 for not.", DefaultValueFactory = _ => Stability.DefaultRedraws, HelpName = "N" }.Within(0, 1_000_000);
        var maxLayers = new Option<int>("--max-layers") { Description = "Bypass up to N layers together: after the best the best pair with it, and so on, each step tested against the step before on samples that did not choose it.", DefaultValueFactory = _ => 1, HelpName = "N" }.Within(1, ModelFacts.MostLayers);
        var reading = ReadingOption.Create();
        var json = JsonOption.Create();
        var choosing = new ProtocolOptionSet();
        var asked = new SweepOptionSet();
        var searching = new SearchOptionSet();
        var command = new Command("adapt",
            """
            Choose a layer to bypass for each task, or none.

            One part of a task's samples chooses, the other judges. The decision is kept as a profile, a replay's only
            with --keep. Layers race: those that will hardly be named are dropped after a few samples; --search full tries every
            layer on every sample.
            Example: talo adapt model.gguf data.tsv --tasks ocr    then: talo adapt --replay SWEEP --protocol paper
            """) { model, data, replay, keep, from, maxLayers, reading, redraws, json };
        choosing.AddTo(command);
        var asking = asked.AddTo(command);
        searching.AddTo(command);
        command.Validators.Add(result =>
        {
            var isStored = result.GetValue(replay) is not null || result.GetValue(from) is not null;
            if (new[] { result.GetValue(replay), result.GetValue(from), result.GetValue(model) }.Count(s => s is not null) != 1
                || result.GetValue(model) is null != result.GetValue(data) is null)
                result.AddError("give a model and a data set, or --replay SWEEP, or --from FILE.jsonl.");
            else if (isStored && asking.FirstOrDefault(o => result.IsGiven(o)) is { } useless)
                result.AddError($"{useless.Name} says what a model is asked; answers that are there already are decided as they are.");
            if (result.GetValue(keep) && result.GetValue(replay) is null)
                result.AddError("--keep is for --replay: the decisions of a model that is asked are kept anyway, those of a file cannot be.");
            if (result.IsGiven(reading) && (result.GetValue(replay) is null || result.GetValue(keep)))
                result.AddError("--reading is for --replay without --keep: profiles are decided by acc.");
        });
        command.SetAction((parsed, stop) => Task.FromResult(Run(Read(parsed), parsed.GetValue(json), stop)));
        return command;

        AdaptRequest Read(ParseResult parsed)
        {
            var request = new AdaptRequest
            {
                Protocol = choosing.Read(parsed),
                Unit = choosing.Unit(parsed),
                Redraws = parsed.GetValue(redraws),
                MaxLayers = parsed.GetValue(maxLayers),
                Replay = parsed.GetValue(replay),
                Keep = parsed.GetValue(keep),
                Reading = ChoiceReadings.Parse(parsed.GetValue(reading)!),
                From = parsed.GetValue(from),
                Store = asked.Store(parsed),
                Sweep = parsed.GetValue(model) is { } m && parsed.GetValue(data) is { } d ? asked.Read(parsed, m, d) : null,
            };
            try
            {
                Adaptation.EnsurePossible(request);
            }
            catch (SelectionException e)
            {
                throw new UsageException(e.Message);
            }

            var redrawn = request.Redraws > 0 && parsed.IsGiven(redraws);
            return request with { Race = searching.Read(parsed, NoRaceFor(request, redrawn)) };
        }
    }

    private static string? NoRaceFor(AdaptRequest request, bool redrawn) =>
        request.Sweep is null ? "it asks a model; with --replay or --from there is nothing to save"
        : request.Protocol is not RobustProtocol ? "only with --protocol robust"
        : request.Unit != TaskUnit.Category ? "only with --unit task"
        : redrawn ? "--redraws takes every layer on every sample" : null;

    private static int Run(AdaptRequest request, bool json, CancellationToken stop)
    {
        var host = new VerbHost();
        var adapted = Adaptation.Run(request, host, stop);
        if (json)
            DecisionJson.Print(adapted, host.SkippedSamples);
        else
            DecisionsView.Print(adapted);
        if (request is { Replay: not null, Keep: false })
            Messages.Note("nothing was stored: --keep makes these decisions profiles");
        return ExitCodes.Success;
    }
}
