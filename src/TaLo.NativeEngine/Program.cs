using System.Runtime.InteropServices;

namespace TaLo.NativeEngine;

/// <summary>
/// Run by <c>dotnet build</c>: makes sure that llama.cpp's libraries lie in the user's cache, and writes
/// the folder they lie in to the stamp file.
/// </summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var hangup = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);
        Arguments? arguments = null;
        try
        {
            arguments = Arguments.Parse(args);
            Directory.CreateDirectory(Path.GetDirectoryName(arguments.Stamp)!);
            File.Delete(arguments.Complaint);
            var folder = EngineStep.Run(arguments, CacheFolders.FromEnvironment(), stop.Token);
            AtomicFile.WriteText(arguments.Stamp, folder);
            return 0;
        }
        catch (OperationCanceledException)
        {
            return Fail(arguments, "stopped; nothing half-finished is left", 130);
        }
        catch (Exception e) when (e is EngineException or IOException or UnauthorizedAccessException)
        {
            return Fail(arguments, e.Message, 1);
        }

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    }

    private static int Fail(Arguments? arguments, string message, int exitCode)
    {
        var line = "TaLo: " + message.ReplaceLineEndings(" ");
        Console.Error.WriteLine(line);
        if (arguments is not null && Directory.Exists(Path.GetDirectoryName(arguments.Complaint)))
            AtomicFile.WriteText(arguments.Complaint, line);
        return exitCode;
    }
}
