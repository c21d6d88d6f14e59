using System.CommandLine;
using TaLo.Models;
using TaLo.Sweeps;
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
        var layer = new Option<int?>("--layer") { Description = "Bypass this layer for every task, instead of the profiles' choices.", HelpName = "N" }.Within(0, 999);
        var module = new Option<string>("--module") { Description = "With --layer: attention, ffn or layer; vision-layer, vision-attention or vision-ffn for the vision encoder.", DefaultValueFactory = _ => "attention", HelpName = "NAME" }.CheckedBy(name => ModuleSelection.ParseOne(name));
        var knockout = new Option<string?>("--knockout") { Description = "Apply this for every task: \"attention 7\", \"uniform 7 answer\", \"repeat 12-15\"; several at once with commas between them.", HelpName = "KNOCKOUT" }.CheckedBy(text => KnockoutSet.Parse(text));
        var force = new Option<bool>("--force") { Description = "Apply profiles made for another model file or quantisation." };
        var keep = new Option<bool>("--keep-probe") { Description = "Also judge on the samples that chose the layer; flatters the choice." };
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var asked = new SweepOptionSet();
        var command = new Command("eval", "Judge the kept decisions: base model against profile, every task and the mean.") { model, data, layer, module, knockout, force, keep, json };
        asked.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetResult(layer) is not null && result.GetResult(knockout) is not null)
                result.AddError("--layer and --knockout exclude each other.");
        });
        command.SetAction((parsed, stop) => Task.FromResult(Run(
            new EvalRequest
            {
                Sweep = asked.Read(parsed, parsed.GetValue(model)!, parsed.GetValue(data)!),
                Knockouts = parsed.GetValue(knockout) is { } whole ? KnockoutSet.Parse(whole)
                    : parsed.GetValue(layer) is { } l ? new Knockout(l, ModuleSelection.ParseOne(parsed.GetValue(module)!)) : null,
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
