using System.CommandLine;
using TaLo.Terminal.Diagnosis;
using TaLo.Terminal.Views;

namespace TaLo.Terminal.Commands;

/// <summary><c>talo export MODEL --out FILE</c>: a model file with the bypass in it, for other programs.</summary>
internal static class ExportCommand
{
    /// <summary>Creates the verb.</summary>
    public static Command Create()
    {
        var model = new Argument<string>("model") { Description = ModelOptionSet.Description };
        var output = new Option<string>("--out") { Description = "The file to write; there must be none.", HelpName = "FILE.gguf", Required = true };
        var keep = new Option<bool>("--keep-layers") { Description = "Keep a layer that is bypassed as a whole, with zeros in it, instead of leaving it out." };
        var json = JsonOption.Create();
        var bypass = new BypassOptionSet();
        var loading = new ModelOptionSet();
        var command = new Command("export",
            """
            Write a model file with a bypass in it, for llama.cpp, Ollama, LM Studio.

            A bypassed module's last matrices become zero; a layer bypassed as a whole is left out, which makes the file smaller
            and faster. Then stock llama.cpp is asked from the file, and it stays only where it answers what TaLo does.
            Images go through the same mmproj as before; where the vision encoder's layers are bypassed, it is the mmproj that is written.
            Example: talo export qwen2-vl-2b-q4_k_m.gguf --profile maps --out qwen2-vl-2b-maps.gguf
            """) { model, output, keep, json };
        bypass.AddTo(command);
        loading.AddTo(command);
        command.Validators.Add(result =>
        {
            if (!bypass.IsGiven(result))
                result.AddError("say what to bypass: --profile TASK, or --layer N.");
            else if (bypass.IsAuto(result))
                result.AddError("--profile auto chooses for each question; a file holds one choice: name a profile.");
        });
        command.SetAction((parsed, stop) =>
        {
            var request = new ExportRequest(
                loading.Read(parsed, parsed.GetValue(model)!), bypass.Read(parsed), parsed.GetValue(output)!, parsed.GetValue(keep));
            var exported = ModelExport.Run(request, Messages.Note, stop);
            if (parsed.GetValue(json))
                Messages.PrintJson(exported);
            else
                Messages.Print($"{exported.Path}: {exported.Knockouts}, {exported.Form}, {Sizes.Text(exported.SizeBytes)}; "
                    + $"llama.cpp against TaLo: {ProofView.Difference(exported.Difference)}");
            return Task.FromResult(ExitCodes.Success);
        });
        return command;
    }
}
