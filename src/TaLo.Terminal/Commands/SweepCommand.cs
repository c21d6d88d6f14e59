using System.CommandLine;
using TaLo.Models;
using TaLo.Scoring;
using TaLo.Sweeps;
using TaLo.Terminal.Views;
using TaLo.Vectors;

namespace TaLo.Terminal.Commands;

/// <summary><c>talo sweep MODEL DATA</c>: the base model and every knockout asked for, over the chosen tasks.</summary>
internal static class SweepCommand
{
    /// <summary>Creates the verb.</summary>
    public static Command Create()
    {
        var model = new Argument<string>("model") { Description = "Model file (GGUF)." };
        var data = new Argument<string>("data") { Description = "Data set: a VLMEvalKit TSV file." };
        var tasks = new Option<string?>("--tasks") { Description = "Only these tasks, separated by commas (`talo tasks` lists them).", HelpName = "A,B" };
        var samples = new Option<int?>("--samples") { Description = "At most N samples of each task; a larger N later extends the smaller.", HelpName = "N" };
        var seed = new Option<long>("--seed") { Description = "Chooses which samples.", HelpName = "S" };
        var layers = new Option<string>("--layers") { Description = "Layers to bypass, one at a time: all, 1-11 or 0,3,5-7.", DefaultValueFactory = _ => "all", HelpName = "LIST" };
        var modules = new Option<string>("--modules") { Description = "What to bypass in a layer: attention, ffn, layer; several separated by commas.", DefaultValueFactory = _ => "attention", HelpName = "LIST" };
        var prompt = new Option<string?>("--prompt") { Description = "Prompt template with {image}, {question}, {hint}, {options}; otherwise the model's chat template.", HelpName = "FILE" };
        var output = new Option<string?>("--out") { Description = "Also write every result to this file, one JSON line each.", HelpName = "FILE.jsonl" };
        var withPrompt = new Option<bool>("--with-prompt") { Description = "Write the exact prompt into each line of --out." };
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var store = StoreOption.Create();
        var loading = new ModelOptionSet();
        var command = new Command("sweep",
            """
            Bypass the layers one at a time and measure each task.

            Results are stored as they come: stop it any time (Ctrl-C), run the same command again, and it goes on.
            Example: talo sweep qwen2-vl-2b-q4_k_m.gguf MMBench_DEV_EN.tsv --tasks ocr,image_topic --samples 100
            """) { model, data, tasks, samples, seed, layers, modules, prompt, output, withPrompt, json, store };
        loading.AddTo(command);
        command.SetAction((parsed, stop) => Task.FromResult(Run(
            new SweepRequest
            {
                Model = loading.Read(parsed, parsed.GetValue(model)!),
                DataPath = parsed.GetValue(data)!,
                Tasks = parsed.GetValue(tasks)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
                Samples = new SampleSelection(parsed.GetValue(samples), parsed.GetValue(seed)),
                Layers = parsed.GetValue(layers)!,
                Modules = ModuleList.Parse(parsed.GetValue(modules)!),
                Prompt = parsed.GetValue(prompt) is { } file ? PromptTemplate.Open(file) : PromptTemplate.Default,
                Store = parsed.GetValue(store)!,
            },
            parsed.GetValue(output), parsed.GetValue(withPrompt), parsed.GetValue(json), stop)));
        return command;
    }

    private static int Run(SweepRequest request, string? output, bool withPrompt, bool json, CancellationToken stop)
    {
        using var session = SweepSession.Open(request, stop);
        var outcome = session.Run(stop);
        var rows = session.Rows(outcome);
        if (rows.Count == 0 && !outcome.Stopped)
            throw new ModelException($"{request.DataPath}: no sample could be used"
                + (outcome.Skipped.Count > 0 ? $": {outcome.Skipped[0].Reason}" : ""));
        if (output is not null)
            ResultFile.Write(output, rows, withPrompt ? session.PromptOf : null);
        var vectors = TaskVectors.From(rows, session.Model.Facts.LayerCount);
        if (json)
            SweepJson.Print(outcome.Sweep, session.Model.Facts.LayerCount, vectors, outcome);
        else
            VectorsView.Print(vectors);
        return outcome.Stopped ? TaloProgram.Interrupted : TaloProgram.Success;
    }
}
