using System.CommandLine;
using TaLo.Scoring;
using TaLo.Selection;
using TaLo.Selection.Protocols;
using TaLo.Storage;
using TaLo.Sweeps;
using TaLo.Terminal.Library;
using TaLo.Terminal.Views;
using TaLo.UseCases;
using TaLo.Vectors;

namespace TaLo.Terminal.Commands;

/// <summary><c>talo demo</c>: the main job on the bundled models, or on a user's, with a few words on what is seen.</summary>
internal static class DemoCommand
{
    private const int Redraws = 200;

    /// <summary>Creates the verb.</summary>
    public static Command Create()
    {
        var model = new Option<string?>("--model") { Description = "A model of yours instead, a GGUF file or a name; SmolLM2-135M is shown pictures through the vision encoder that comes with TaLo.", HelpName = "MODEL" };
        var samples = new Option<int?>("--samples") { Description = $"Samples of each task: {DemoSweeps.Samples}, with --model {DemoSweeps.SamplesOfAModel}.", HelpName = "N" }.Within(1, 1_000_000);
        var tasks = new Option<string?>("--tasks") { Description = "Which tasks, instead of the demo's three.", HelpName = "A,B" };
        var output = new Option<string?>("--out") { Description = "Also write every result to FILE.plain.jsonl and FILE.biased.jsonl; with --model to FILE.jsonl.", HelpName = "FILE" };
        var store = StoreOption.Create();
        var loading = new ModelOptionSet();
        var command = new Command("demo", "Sweep the bundled models on real questions about real images, in about a minute.") { model, samples, tasks, output, store };
        loading.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(model) is null && loading.GivenForAModel(result) is { } given)
                result.AddError($"{given} is for a model of yours: give it with --model MODEL.");
        });
        command.SetAction((parsed, stop) =>
        {
            var folder = parsed.GetValue(store)!;
            SweepRequest Asked(SweepRequest whole) => whole with
            {
                Tasks = parsed.GetValue(tasks)?.Split(',', StringSplitOptions.TrimEntries) ?? whole.Tasks,
                Samples = parsed.GetValue(samples) is { } count ? new SampleSelection(count) : whole.Samples,
            };
            return Task.FromResult(parsed.GetValue(model) is { } name
                ? Run(Asked(DemoSweeps.Of(loading.Read(parsed, name), folder)), parsed.GetValue(output), stop)
                : RunBundled(Asked(DemoSweeps.Plain(folder)), parsed.GetValue(output), stop));
        });
        return command;
    }

    private static int Run(SweepRequest request, string? output, CancellationToken stop)
    {
        if (request.Model.MmprojPath is not { } mmproj)
            throw new ModelException($"{request.Model.ModelPath}: the demo asks about pictures, and this model has no mmproj file (vision encoder): give it with --mmproj FILE");
        if (output is not null)
            ResultLines.EnsureWritable($"{output}.jsonl");
        Messages.Print(
            $"""
            {Path.GetFileName(request.Model.ModelPath)} as it is, shown small pictures through {Path.GetFileName(mmproj)}. The attention of its
            decoder layers is now bypassed, one layer at a time, and every question about the pictures is asked again.

            """);
        using var store = new ResultStore(request.Store, Messages.Note);
        using var session = SweepSession.Open(request, new VerbHost(), stop, store);
        if (session.Run(stop).Stopped)
            return ExitCodes.Interrupted;
        var rows = Show(session, output is null ? null : $"{output}.jsonl", DemoFindings.Plain);
        return DemoInterventions.Show(session, rows, stop) ? ExitCodes.Success : ExitCodes.Interrupted;
    }

    // The two sweeps run side by side, one thread each: the second is nearly done when the first was looked at.
    private static int RunBundled(SweepRequest plain, string? output, CancellationToken stop)
    {
        foreach (var kind in output is null ? [] : new[] { "plain", "biased" })
            ResultLines.EnsureWritable($"{output}.{kind}.jsonl");
        Messages.Print(
            """
            The bundled model was trained for this project: a vision-language model of a few million parameters that answers
            multiple-choice questions about small pictures. The attention of its decoder layers is now bypassed, one layer at
            a time, and every question is asked again.

            """);
        using var store = new ResultStore(plain.Store, Messages.Note);
        using var session = SweepSession.Open(plain, new VerbHost(), stop, store);
        using var control = new BackgroundSweep(DemoSweeps.Control(plain), store, stop);
        var outcome = session.Run(stop);
        if (outcome.Stopped)
            return ExitCodes.Interrupted;
        Show(session, output is null ? null : $"{output}.plain.jsonl", DemoFindings.Plain);
        Messages.Print(
            """

            Now the positive control: the same model after a deliberate, disclosed damage. The attention of one layer, 7, was
            trained a little further on one task whose correct option was always A. It is no natural finding: it shows what a
            task-interfering layer looks like, and whether TaLo finds the right one.

            """);
        var (controlSession, controlOutcome) = control.Wait();
        if (controlOutcome.Stopped)
            return ExitCodes.Interrupted;
        var rows = Show(controlSession, output is null ? null : $"{output}.biased.jsonl", DemoFindings.Biased);
        return DemoInterventions.Show(controlSession, rows, stop) ? ExitCodes.Success : ExitCodes.Interrupted;
    }

    private static IReadOnlyList<ScoredPass> Show(SweepSession session, string? output, Func<IReadOnlyList<TaskVector>, IEnumerable<string>> words)
    {
        var rows = session.Passes();
        if (output is not null)
            ResultLines.Write(output, rows, session.Plan.Intervention);
        var vectors = TaskVectors.From(rows, session.Model.Facts.Layers);
        VectorsView.Print(vectors);
        foreach (var line in words(vectors))
            Messages.Print(line);
        Adapt(session, rows);
        var id = session.Sweep.ShortId;
        Messages.Print($"(stored; look again with: talo show {id}, or talo report {id})");
        return rows;
    }

    private static void Adapt(SweepSession session, IReadOnlyList<ScoredPass> rows)
    {
        Messages.Print("\nWhich layer to bypass? Half of each task's samples choose, the other half judges:");
        var tables = Adaptation.Tables(rows, TaskUnit.Category);
        DecisionsView.Print(Adaptation.DecideAndKeep(session.Store, session.Sweep, session.Data, tables, new RobustProtocol(), Redraws, Messages.Note));
    }
}
