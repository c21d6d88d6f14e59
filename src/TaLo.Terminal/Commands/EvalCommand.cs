using System.CommandLine;
using TaLo.Terminal.Views;
using TaLo.UseCases;

namespace TaLo.Terminal.Commands;

/// <summary><c>talo eval MODEL DATA</c>: the base model against its profiles, task by task, on samples that did not choose.</summary>
internal static class EvalCommand
{
    /// <summary>Creates the verb.</summary>
    public static Command Create()
    {
        var model = new Argument<string>("model") { Description = ModelOptionSet.Description };
        var data = new Argument<string>("data") { Description = DataOptionSet.Description };
        var given = new GivenKnockoutOptionSet();
        var force = new Option<bool>("--force") { Description = "Apply profiles made for another model file or quantisation." };
        var keep = new Option<bool>("--keep-probe") { Description = "Also judge on the samples that chose the layer; flatters the choice." };
        var json = JsonOption.Create();
        var asked = new SweepOptionSet(overLayers: false);
        var command = new Command("eval", "Judge the kept decisions, or one given for every task: base model against bypass, every task and the mean.") { model, data };
        given.AddTo(command);
        foreach (var option in new Option[] { force, keep, json })
            command.Options.Add(option);
        asked.AddTo(command);
        command.SetAction((parsed, stop) => Task.FromResult(Run(
            new EvalRequest
            {
                Sweep = asked.Read(parsed, parsed.GetValue(model)!, parsed.GetValue(data)!),
                Knockouts = given.Read(parsed),
                Force = parsed.GetValue(force),
                KeepProbe = parsed.GetValue(keep),
            },
            parsed.GetValue(json), stop)));
        return command;
    }

    private static int Run(EvalRequest request, bool json, CancellationToken stop)
    {
        using var session = SweepSession.Open(request.Sweep, new VerbHost(), stop);
        var tasks = Evaluation.Run(session, request, stop);
        if (tasks is null)
            return ExitCodes.Interrupted;
        if (tasks.All(t => t.Counts.Samples == 0))
            throw new SelectionException($"{request.Sweep.DataPath}: no sample is left to judge on: all of them chose (--keep-probe judges on them all the same)");
        if (json)
            Messages.PrintJson(tasks);
        else
            EvaluationView.Print(tasks);
        return ExitCodes.Success;
    }
}
