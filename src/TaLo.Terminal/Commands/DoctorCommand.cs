using System.CommandLine;
using Spectre.Console;
using TaLo.Gguf;
using TaLo.LlamaCpp;
using TaLo.Models;
using TaLo.Scoring;
using TaLo.Storage;
using TaLo.Tasks;
using TaLo.Terminal.Diagnosis;
using TaLo.Terminal.Library;
using TaLo.Terminal.Views;

namespace TaLo.Terminal.Commands;

/// <summary><c>talo doctor</c>: what is installed, and what to do about what is missing.</summary>
internal static class DoctorCommand
{
    private const string Letters = "ABCD";

    /// <summary>Creates the verb.</summary>
    public static Command Create()
    {
        var model = new Option<string?>("--model") { Description = $"Also load this model and say how it is asked; {RandomModelFiles.Names} for random weights.", HelpName = "FILE" };
        var verify = new Option<bool>("--verify") { Description = "Also prove with the model that a bypass equals a file with zeroed tensors, on this device. Writes copies of the model to the temporary folder." };
        var loading = new ModelOptionSet();
        var command = new Command("doctor", "Check the engine, the devices and, with --model, a model.") { model, verify };
        loading.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(verify) && result.GetValue(model) is null)
                result.AddError("--verify needs a model: give one with --model FILE.");
        });
        command.SetAction((parsed, stop) =>
        {
            var problems = Report("engine", () => PrintEngine(Engine.Current))
                + Report("store", () => PrintStore(StoreFolder.Default));
            if (parsed.GetValue(model) is { } path)
            {
                ModelOptions? options = null;
                problems += Report("model", () => PrintModel(options = loading.Read(parsed, RandomModelFiles.Resolve(path))));
                if (problems == 0 && parsed.GetValue(verify))
                    problems += Report("verify", () => PrintProof(options!, stop));
            }
            else
            {
                problems += Report("device", () => loading.EnsureDevice(parsed));
            }
            Line("verdict", problems == 0 ? "all is well" : $"{problems} thing(s) to mend, see above");
            return Task.FromResult(problems == 0 ? ExitCodes.Success : ExitCodes.Failure);
        });
        return command;
    }

    private static int Report(string what, Action print)
    {
        try
        {
            print();
            return 0;
        }
        catch (Exception e) when (e is TaLoException or IOException or UnauthorizedAccessException)
        {
            Line(what, $"NOT WELL: {e.Message}");
            return 1;
        }
    }

    private static void PrintEngine(Engine engine)
    {
        Line("talo", ProgramVersion.Text);
        Line("engine", $"{engine.Version} ({engine.LlamaCpp}); struct layouts checked");
        Line("", engine.Directory);
        foreach (var device in engine.Devices)
        {
            var kind = Engine.KindOf(device);
            Line("device", $"{device.Name} ({device.Backend}{(kind == device.Backend ? "" : $"; results say {kind}")}): {device.Description.Trim()}"
                + (device.TotalBytes > 0 ? $", {Sizes.Text(device.FreeBytes)} free of {Sizes.Text(device.TotalBytes)}" : "")); // BLAS has no memory of its own
        }
        if (!engine.Devices.Any(d => d.IsGpu))
            Line("", "no GPU back end loaded; with a GPU: dotnet build -p:TaloBackend=Cuda12 (or Vulkan)");
    }

    private static void PrintStore(string folder)
    {
        Line("store", folder);
        if (!Directory.Exists(folder))
            return;
        using var store = ResultStore.OpenReadOnly(folder, Messages.Note);
        Line("", $"{Quantity.Of(store.Sweeps().Count, "stored sweep")}");
    }

    private static void PrintModel(ModelOptions options)
    {
        var file = ModelFile.Read(options.ModelPath);
        using var model = LlamaVisionModel.Load(options);
        var facts = model.Facts;
        Line("model", $"{facts.Name}: {facts.Architecture}, {facts.LayerCount} layers, {facts.Quantization}, {Sizes.Text(file.SizeBytes)}");
        Line("images", options.MmprojPath is { } mmproj ? $"yes, through {mmproj}; {facts.WhyNoVision ?? $"{Quantity.Of(facts.VisionLayerCount, "layer")} of it can be bypassed"}" : "no: no mmproj; put one beside the model or use --mmproj");
        if (facts.MmprojDoubt is { } doubt)
            Line("", doubt);
        Line("prompt", model.ChatTemplate is null ? "no chat template: plain prompt ending in 'Answer:'" : "the model's own chat template");
        var options4 = Letters.Select(l => new AnswerOption(l, "an option")).ToList();
        var sample = new VqaSample("doctor", "doctor", null, new VqaQuestion("Which one?", null, options4, []), 'A');
        var prompt = PromptTemplate.Default.Render(sample, model);
        var letters = LetterTokens.Find(model, prompt.Text, Letters);
        Line("letters", $"{letters.Form.ToString().ToLowerInvariant()}: "
            + string.Join(", ", letters.Ids.Select((id, i) => $"{Letters[i]} = token {id} '{model.TokenText(id)}'")));
        using var encoded = model.Encode(prompt.Text, []);
        var before = model.Logits(encoded, []).ToArray();
        var after = model.Logits(encoded, [new Knockout(facts.LayerCount / 2, Module.Attention)]);
        Line("knockout", before.AsSpan().SequenceEqual(after)
            ? throw new ModelException($"bypassing attention {facts.LayerCount / 2} did not change the logits")
            : "works on this architecture");
    }

    private static void PrintProof(ModelOptions options, CancellationToken stop)
    {
        var evidence = KnockoutCheck.Run(options, Messages.Note, stop);
        foreach (var proof in evidence.Proofs)
            Line("verify", $"{proof.Knockout} against a {proof.File} file: {ProofView.Difference(proof.Difference)}");
        Line("", $"base model, before and after: {ProofView.Difference(evidence.BackToBase)}");
        if (evidence.Problem is { } problem)
            throw new ModelException(problem);
    }

    private static void Line(string what, string text) => Messages.Print($"{what,-9} {text}");
}
