using System.CommandLine;
using TaLo.Sweeps;
using TaLo.Terminal.Views;
using TaLo.UseCases;
using TaLo.Vectors;

namespace TaLo.Terminal.Commands;

/// <summary><c>talo sweep MODEL DATA</c>: the base model and every knockout asked for, over the chosen tasks.</summary>
internal static class SweepCommand
{
    /// <summary>Creates the verb.</summary>
    public static Command Create()
    {
        var model = new Argument<string>("model") { Description = ModelOptionSet.Description };
        var data = new Argument<string>("data") { Description = DataOptionSet.Description };
        var output = new Option<string?>("--out") { Description = "Also write every result to this file, one JSON line each.", HelpName = "FILE.jsonl" };
        var withPrompt = new Option<bool>("--with-prompt") { Description = "Write the exact prompt into each line of --out." };
        var shard = new Option<string?>("--shard") { Description = "Only part i of n of the samples, each part into a --store of its own; `talo merge` joins them.", HelpName = "i/n" }.CheckedBy(text => Shard.Parse(text));
        var json = JsonOption.Create();
        var asked = new SweepOptionSet();
        var command = new Command("sweep",
            """
            Bypass the layers one at a time and measure each task.

            Results are stored as they come: stop it any time (Ctrl-C), run the same command again, and it goes on.
            Example: talo sweep qwen2-vl-2b-q4_k_m.gguf MMBench_DEV_EN.tsv --tasks ocr,image_topic --samples 100
            """) { model, data, output, withPrompt, shard, json };
        asked.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(withPrompt) && result.GetValue(output) is null)
                result.AddError($"{withPrompt.Name} is for --out FILE, whose lines it adds the prompts to.");
        });
        command.SetAction((parsed, stop) => Task.FromResult(Run(
            Part(asked.Read(parsed, parsed.GetValue(model)!, parsed.GetValue(data)!), parsed.GetValue(shard)),
            parsed.GetValue(output), parsed.GetValue(withPrompt), parsed.GetValue(json), stop)));
        return command;
    }

    private static SweepRequest Part(SweepRequest whole, string? shard) => shard is null
        ? whole
        : whole with { Samples = whole.Samples with { Shard = Shard.Parse(shard) } };

    private static int Run(SweepRequest request, string? output, bool withPrompt, bool json, CancellationToken stop)
    {
        if (output is not null)
            ResultLines.EnsureWritable(output);
        using var session = SweepSession.Open(request, new VerbHost(), stop);
        var outcome = session.Run(stop);
        var rows = session.Passes();
        if (session.Plan.Tasks.Count == 0)
            Messages.Note($"shard {request.Samples.Shard}: more shards than samples, nothing is left for this one");
        else if (rows.Count == 0 && !outcome.Stopped)
            throw new ModelException($"{request.DataPath}: no sample could be used"
                + (outcome.Skipped.Count > 0 ? $": {outcome.Skipped[0].Reason}" : ""));
        if (output is not null)
            ResultLines.Write(output, rows, session.Plan.Intervention, withPrompt ? session.PromptOf : null);
        var vectors = TaskVectors.From(rows, session.Model.Facts.Layers);
        if (json)
            SweepJson.Print(session.Sweep, rows, vectors, outcome);
        else
        {
            if (session.Plan.Knockouts.Count == 0 || rows.Any(r => r.Generated is not null || r.Circle is not null))
                BaseView.Print(rows);
            VectorsView.Print(vectors);
        }
        return outcome.Stopped ? ExitCodes.Interrupted : ExitCodes.Success;
    }
}
