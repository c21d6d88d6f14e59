using System.CommandLine;
using System.Text.Json;
using TaLo.Terminal.Views;

namespace TaLo.Terminal.Commands;

/// <summary><c>talo bench MODEL</c>: what passes, bypasses and sweeps cost on this machine, side by side in one run.</summary>
internal static class BenchCommand
{
    /// <summary>Creates the verb.</summary>
    public static Command Create()
    {
        var model = new Argument<string>("model") { Description = "Model file (GGUF)." };
        var tokens = new Option<int>("--tokens") { Description = "Text tokens of the prompt.", DefaultValueFactory = _ => 256, HelpName = "N" };
        var rounds = new Option<int>("--rounds") { Description = "Rounds; medians are shown.", DefaultValueFactory = _ => 3, HelpName = "N" };
        var image = new Option<int>("--image") { Description = "Side of the image in the prompt, in pixels; 0 for none. Needs an mmproj.", DefaultValueFactory = _ => 336, HelpName = "PIXELS" };
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var loading = new ModelOptionSet();
        var command = new Command("bench", "Measure passes, bypasses and sweeps with a model on this machine.") { model, tokens, rounds, image, json };
        loading.AddTo(command);
        command.SetAction((parsed, stop) =>
        {
            var options = loading.Read(parsed, parsed.GetValue(model)!);
            var bench = new SpeedBench(options, parsed.GetValue(tokens), options.MmprojPath is null ? 0 : parsed.GetValue(image), parsed.GetValue(rounds));
            var figures = bench.Run(Messages.Note, stop);
            if (parsed.GetValue(json))
                Messages.Print(JsonSerializer.Serialize(figures, OutputJson.Options));
            else
                SpeedView.Print(figures);
            return Task.FromResult(TaloProgram.Success);
        });
        return command;
    }
}
