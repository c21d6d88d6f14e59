using System.CommandLine;
using TaLo.Models;
using TaLo.Selection;
using TaLo.Selection.Race;
using TaLo.Storage;
using TaLo.Sweeps;
using TaLo.Terminal.Views;

namespace TaLo.Terminal.Commands;

/// <summary><c>talo adapt</c>: chooses a layer for each task, or none, judges the choice, and says how sure that is.</summary>
internal static class AdaptCommand
{
    /// <summary>Creates the verb.</summary>
    public static Command Create()
    {
        var model = new Argument<string?>("model") { Description = "Model file (GGUF).", Arity = ArgumentArity.ZeroOrOne };
        var data = new Argument<string?>("data") { Description = "Data set: a VLMEvalKit TSV file.", Arity = ArgumentArity.ZeroOrOne };
        var replay = new Option<string?>("--replay") { Description = "Decide from this stored sweep; no model is run.", HelpName = "SWEEP" };
        var from = new Option<string?>("--from") { Description = "Decide from this results file (JSON lines); nothing is stored.", HelpName = "FILE.jsonl" };
        var redraws = new Option<int>("--redraws") { Description = "How often the probe set is drawn again to see how stable the choice is; 0 for not.", DefaultValueFactory = _ => Stability.DefaultRedraws, HelpName = "N" };
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var choosing = new ProtocolOptionSet();
        var asked = new SweepOptionSet();
        var searching = new SearchOptionSet();
        var command = new Command("adapt",
            """
            Choose a layer to bypass for each task, or none.

            One part of a task's samples chooses, the other judges. The decision is kept as a profile.
            Example: talo adapt model.gguf data.tsv --tasks ocr    then: talo adapt --replay SWEEP --protocol paper
            """) { model, data, replay, from, redraws, json };
        choosing.AddTo(command);
        asked.AddTo(command);
        searching.AddTo(command);
        command.SetAction((parsed, stop) => Task.FromResult(Run(new AdaptRequest
        {
            Protocol = choosing.Read(parsed),
            Unit = choosing.Unit(parsed),
            Redraws = parsed.GetValue(redraws),
            Replay = parsed.GetValue(replay),
            From = parsed.GetValue(from),
            Race = searching.Read(parsed),
            Store = asked.Store(parsed),
            Sweep = parsed.GetValue(model) is { } m && parsed.GetValue(data) is { } d ? asked.Read(parsed, m, d) : null,
        }, parsed.GetValue(json), stop)));
        return command;
    }

    private static int Run(AdaptRequest request, bool json, CancellationToken stop)
    {
        var decisions = Decide(request, stop, out var stability);
        if (decisions.Count == 0)
            throw new SelectionException("there is nothing to decide: no task has a base result and a knockout's");
        if (json)
            DecisionJson.Print(decisions, stability);
        else
            DecisionsView.Print(decisions, stability);
        return TaloProgram.Success;
    }

    private static IReadOnlyList<Decision> Decide(AdaptRequest request, CancellationToken stop, out IReadOnlyList<StabilityReport> stability)
    {
        if (new[] { request.Replay, request.From, request.Sweep?.DataPath }.Count(s => s is not null) != 1)
            throw new SelectionException("give a model and a data set, or --replay SWEEP, or --from FILE.jsonl");
        if (request.Race is { } race)
            return Race(request, race, stop, out stability);
        if (request.From is { } file)
        {
            var lines = ResultLines.Read(file).ToList();
            _ = OutcomeTables.From(lines, Module.Attention); // refuses a mixture of interventions, which rows do not show
            return Adaptation.Decide(lines.Select(l => l.ToRow()), request.Unit, request.Protocol, request.Redraws, out stability);
        }
        if (request.Replay is { } id)
        {
            using var store = new ResultStore(request.Store, Messages.Note);
            var sweep = StoredSweeps.Find(store, id);
            using var data = StoredSweeps.Data(sweep, Messages.Note);
            return Adaptation.DecideAndKeep(store, sweep, data, store.Rows(sweep.Id), request, out stability);
        }
        using var session = SweepSession.Open(request.Sweep!, stop);
        var outcome = session.Run(stop);
        if (outcome.Stopped)
            throw new OperationCanceledException(stop);
        var swept = session.Plan.SweepOf(session.Model, session.Data, DateTimeOffset.UtcNow);
        return Adaptation.DecideAndKeep(session.Store, swept, session.Data, session.Rows(outcome), request, out stability);
    }

    private static IReadOnlyList<Decision> Race(
        AdaptRequest request, RaceOptions race, CancellationToken stop, out IReadOnlyList<StabilityReport> stability)
    {
        if (request.Sweep is null)
            throw new SelectionException("--search race: it asks a model; with --replay or --from there is nothing to save");
        if (request.Protocol is not RobustProtocol robust || request.Unit != TaskUnit.Category)
            throw new SelectionException("--search race: only with --protocol robust and --by category");
        using var session = SweepSession.Open(request.Sweep, stop);
        // Drawing again needs every candidate on every sample.
        stability = [];
        return RaceAdaptation.DecideAndKeep(session, robust, race, stop);
    }
}
