using System.CommandLine;
using System.Text.Json;
using TaLo.LlamaCpp.Speed;
using TaLo.Terminal.Diagnosis;
using TaLo.Terminal.Library;
using TaLo.Terminal.Views;

namespace TaLo.Terminal.Commands;

/// <summary><c>talo bench MODEL</c>: what passes, bypasses and sweeps cost on this machine, side by side in one run.</summary>
internal static class BenchCommand
{
    /// <summary>Creates the verb.</summary>
    public static Command Create()
    {
        var model = new Argument<string>("model") { Description = $"{ModelOptionSet.Description} Or {RandomModelFiles.Names} for random weights." };
        var tokens = new Option<int>("--tokens") { Description = "Text tokens of the prompt.", DefaultValueFactory = _ => 256, HelpName = "N" }.Within(1, 1 << 20);
        var rounds = new Option<int>("--rounds") { Description = "Rounds; medians are shown.", DefaultValueFactory = _ => 3, HelpName = "N" }.Within(1, 1000);
        var image = new Option<int>("--image") { Description = "Side of the image in the prompt, in pixels; 0 for none. Needs an mmproj.", DefaultValueFactory = _ => 336, HelpName = "PIXELS" }.Within(0, 8000);
        var verify = new Option<bool>("--verify") { Description = "Also prove that bypasses equal files with zeroed tensors, here." };
        var llamaBench = new Option<string?>("--llama-bench") { Description = "llama.cpp's benchmark program, to compare with.", HelpName = "FILE" };
        var json = JsonOption.Create();
        var loading = new ModelOptionSet();
        var command = new Command("bench", "Measure passes, bypasses and sweeps with a model on this machine.")
        {
            model, tokens, rounds, image, verify, llamaBench, json,
        };
        loading.AddTo(command);
        command.SetAction((parsed, stop) =>
        {
            var side = parsed.GetValue(image);
            var options = loading.Read(parsed, RandomModelFiles.Resolve(parsed.GetValue(model)!));
            if (side == 0 || options.MmprojPath is null)
                (side, options) = (0, options with { MmprojPath = null });
            var llamaBenchRun = parsed.GetValue(llamaBench) is { } program ? new LlamaBench(program, options) : null;
            var figures = new SpeedBench(options, parsed.GetValue(tokens), side, parsed.GetValue(rounds)).Run(Messages.Note, stop);
            var wanting = false;
            try
            {
                figures = llamaBenchRun?.AddTo(figures) ?? figures;
            }
            catch (ModelException e)
            {
                // What was measured is still shown.
                Messages.Error(e.Message);
                wanting = true;
            }
            var evidence = parsed.GetValue(verify) ? KnockoutCheck.Run(options, Messages.Note, stop) : null;
            if (evidence?.Problem is { } problem)
            {
                Messages.Error(problem);
                wanting = true;
            }
            Print(figures, evidence, parsed.GetValue(json));
            return Task.FromResult(wanting ? ExitCodes.Failure : ExitCodes.Success);
        });
        return command;
    }

    private static void Print(SpeedFigures figures, KnockoutEvidence? evidence, bool json)
    {
        if (!json)
        {
            SpeedView.Print(figures, evidence);
            return;
        }
        var document = JsonSerializer.SerializeToNode(figures, JsonFormats.Output)!.AsObject();
        document["bypass"] = evidence is null ? null : JsonSerializer.SerializeToNode(evidence, JsonFormats.Output);
        Messages.PrintJson(document);
    }
}
