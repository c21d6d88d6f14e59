using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using TaLo.LlamaCpp.Trials;
using TaLo.Terminal.Commands;
using TaLo.Terminal.Ui;

namespace TaLo.Terminal;

/// <summary>The program <c>talo</c>: its verbs, and what its exit codes mean.</summary>
public static class TaloProgram
{
    /// <summary>All went well.</summary>
    public const int Success = 0;

    /// <summary>It could not be done; one line on stderr says why.</summary>
    public const int Failure = 1;

    /// <summary>The command line was not understood.</summary>
    public const int WrongUsage = 2;

    /// <summary>Stopped by the user; what was finished is kept.</summary>
    public const int Interrupted = 130;

    /// <summary>Stopped by SIGTERM; what was finished is kept.</summary>
    public const int Terminated = 143;

    /// <summary>The terminal was closed; what was finished is kept.</summary>
    public const int HungUp = 129;

    /// <summary>Runs one command line; an empty one in a terminal opens the screens.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> Run(string[] args)
    {
        if (args is [ModelTrial.Verb, var options])
            return Try(options);
        ModelTrial.Program = CommandLine;
        if (args.Length == 0 && TerminalApp.HasTerminal)
            args = [UiCommand.Name];
        var parsed = Root().Parse(args);
        // Who asks for help, or for the version, gets it whatever else is there.
        if (parsed.Action is not { ClearsParseErrors: true } && UsageRules.Problem(parsed) is { } problem)
        {
            Messages.Error(problem);
            Messages.Note($"try: talo {Verb(parsed.CommandResult)}--help");
            return WrongUsage;
        }
        // A verb that cannot be asked to stop is simply ended by Ctrl-C.
        using var stop = parsed.Action is AsynchronousCommandLineAction ? new StopSignals() : null;
        try
        {
            var exitCode = await parsed.InvokeAsync(
                new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null },
                stop?.Token ?? CancellationToken.None);
            return exitCode == Interrupted && stop is not null ? stop.ExitCode : exitCode;
        }
        catch (OperationCanceledException)
        {
            return stop?.ExitCode ?? Interrupted;
        }
        catch (Exception e) when (e is TaLoException or IOException or UnauthorizedAccessException)
        {
            Messages.Error(e.Message);
            return Failure;
        }
        catch (Exception e)
        {
            Messages.Fault(e);
            return Failure;
        }
    }

    /// <summary>What starts this program anew: its own file, or dotnet with its assembly.</summary>
    private static IReadOnlyList<string> CommandLine =>
        Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path).Equals("talo", StringComparison.OrdinalIgnoreCase)
            ? [path]
            : ["dotnet", typeof(TaloProgram).Assembly.Location];

    private static int Try(string options)
    {
        ModelTrial.Run(options, line =>
        {
            Console.Out.WriteLine(line);
            Console.Out.Flush();
        });
        return Success;
    }

    /// <summary>The verb and its own verb, each with a space behind it; nothing for the program itself.</summary>
    private static string Verb(CommandResult result) =>
        result is { Parent: CommandResult parent, Command.Name: var name } ? $"{Verb(parent)}{name} " : "";

    private static RootCommand Root() => new(
        """
        TaLo finds out which layer of a quantized vision-language model hurts which task.

        It bypasses the decoder layers of a GGUF model one at a time, on the loaded model, and measures
        on a VLMEvalKit data set what each bypass does to each task.

          talo                                   the screens: watch it, read it, in this terminal
          talo demo                              see it at work on the bundled model
          talo models ~/models                   what is there to work with
          talo tasks MMBench_DEV_EN.tsv          which tasks a data set has
          talo sweep model.gguf MMBench_DEV_EN.tsv --samples 50
          talo adapt model.gguf MMBench_DEV_EN.tsv   choose a layer, or none, for each task
          talo show                              stored sweeps; talo show ID, one of them
          talo chat model.gguf --profile ocr     talk with the layer bypassed; talo qa asks one question
          talo report ID                         everything about one of them, as a web page
        """)
    {
        UiCommand.Create(),
        SweepCommand.Create(),
        AdaptCommand.Create(),
        EvalCommand.Create(),
        ChatCommand.Create(),
        QaCommand.Create(),
        MergeCommand.Create(),
        StoreCommand.Create(),
        ShowCommand.Create(),
        VectorsCommand.Create(),
        ReportCommand.Create(),
        ProfilesCommand.Create(),
        TasksCommand.Create(),
        ModelsCommand.Create(),
        DoctorCommand.Create(),
        DemoCommand.Create(),
        BenchCommand.Create(),
        SimulateCommand.Create(),
    };
}
