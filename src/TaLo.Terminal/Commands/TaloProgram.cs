using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using TaLo.LlamaCpp;
using TaLo.LlamaCpp.Trials;
using TaLo.Terminal.Ui;

namespace TaLo.Terminal.Commands;

/// <summary>The program <c>talo</c>: its verbs.</summary>
public static class TaloProgram
{
    /// <summary>Runs one command line; an empty one in a terminal opens the screens.</summary>
    /// <returns>The exit code, see <see cref="ExitCodes"/>.</returns>
    public static async Task<int> Run(string[] args)
    {
        if (args is [ModelTrial.Verb, var options])
            return Try(options);
        ModelTrial.Program = CommandLine;
        EngineAbort.Listener = Messages.LastWords;
        if (args.Length == 0 && TerminalApp.HasTerminal)
            args = [UiCommand.Name];
        ParseResult parsed;
        try
        {
            parsed = Root().Parse(args);
        }
        catch (InvalidOperationException e)
        {
            // An option without its value, which another option's rule looked at before the parser came to say so.
            return WrongUsage(e.Message.ReplaceLineEndings(" "), args[0] + " ");
        }

        // Who asks for help, or for the version, gets it whatever else is there.
        if (parsed.Action is not { ClearsParseErrors: true } && UsageRules.Problem(parsed) is { } problem)
            return WrongUsage(problem, Verb(parsed.CommandResult));
        // A verb that cannot be asked to stop is simply ended by Ctrl-C.
        using var stop = parsed.Action is AsynchronousCommandLineAction ? new StopSignals() : null;
        try
        {
            var exitCode = await parsed.InvokeAsync(
                new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null },
                stop?.Token ?? CancellationToken.None);
            return exitCode == ExitCodes.Interrupted && stop is not null ? stop.ExitCode : exitCode;
        }
        catch (UsageException e)
        {
            return WrongUsage(e.Message, Verb(parsed.CommandResult));
        }
        catch (OperationCanceledException)
        {
            return stop?.ExitCode ?? ExitCodes.Interrupted;
        }
        catch (Exception e) when (e is TaLoException or IOException or UnauthorizedAccessException)
        {
            Messages.Error(e.Message);
            return ExitCodes.Failure;
        }
        catch (Exception e)
        {
            Messages.Fault(e);
            return ExitCodes.Failure;
        }
    }

    private static int WrongUsage(string problem, string verb)
    {
        Messages.Error(problem);
        Messages.Note($"try: talo {verb}--help");
        return ExitCodes.WrongUsage;
    }

    /// <summary>What starts this program anew: its own file, or dotnet with its assembly.</summary>
    private static IReadOnlyList<string> CommandLine =>
        Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path).Equals("talo", StringComparison.OrdinalIgnoreCase)
            ? [path]
            : [Environment.ProcessPath ?? "dotnet", typeof(TaloProgram).Assembly.Location];

    private static int Try(string options)
    {
        ModelTrial.Run(options, line =>
        {
            Console.Out.WriteLine(line);
            Console.Out.Flush();
        });
        return ExitCodes.Success;
    }

    /// <summary>The verb and its own verb, each with a space behind it; nothing for the program itself.</summary>
    private static string Verb(CommandResult result) =>
        result is { Parent: CommandResult parent, Command.Name: var name } ? $"{Verb(parent)}{name} " : "";

    /// <summary>Every verb.</summary>
    internal static RootCommand Root() => new(
        """
        TaLo finds out which layer of a quantized vision-language model hurts which task.

        It bypasses the layers of a GGUF model one at a time, on the loaded model, and measures
        on a data set what each bypass does to each task.

          talo                                   the screens: watch it, read it, in this terminal
          talo demo                              see it at work on the bundled model
          talo models ~/models                   what is there to work with
          talo tasks MMBench_DEV_EN.tsv          which tasks a data set has
          talo prompt model.gguf MMBench_DEV_EN.tsv --sample 12   exactly what is asked
          talo sweep model.gguf MMBench_DEV_EN.tsv --samples 50
          talo adapt model.gguf MMBench_DEV_EN.tsv   choose a layer, or none, for each task
          talo show                              stored sweeps; talo show ID, one of them
          talo compare ID OTHER                  two of them side by side: quantisations, models, prompts
          talo chat model.gguf --profile ocr     talk with the layer bypassed; talo qa asks one question
          talo report ID                         everything about one of them, as a web page
          talo export model.gguf --profile ocr --out ocr.gguf   the bypass written into a file, for other programs
        """)
    {
        UiCommand.Create(),
        SweepCommand.Create(),
        AdaptCommand.Create(),
        EvalCommand.Create(),
        ChatCommand.Create(),
        QaCommand.Create(),
        ExportCommand.Create(),
        MergeCommand.Create(),
        StoreCommand.Create(),
        ShowCommand.Create(),
        VectorsCommand.Create(),
        CompareCommand.Create(),
        ReportCommand.Create(),
        ProfilesCommand.Create(),
        TasksCommand.Create(),
        PromptCommand.Create(),
        ModelsCommand.Create(),
        DoctorCommand.Create(),
        DemoCommand.Create(),
        BenchCommand.Create(),
        SimulateCommand.Create(),
    };
}
