using System.Diagnostics;

namespace TaLo.Terminal.Tests;

/// <summary>Starts the real program as a child process, as a user's shell does.</summary>
internal static class Talo
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>The program; the project reference puts it beside the tests.</summary>
    private static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "talo.dll");

    /// <summary>Runs one command line to its end.</summary>
    public static TaloRun Run(Sandbox sandbox, params string[] arguments) => Run(sandbox, [], arguments);

    /// <summary>Runs one command line to its end, with more variables in its environment.</summary>
    public static TaloRun Run(Sandbox sandbox, Dictionary<string, string> variables, params string[] arguments)
    {
        using var running = Start(sandbox, variables, arguments);
        return running.Wait(Patience);
    }

    /// <summary>Starts one command line.</summary>
    public static RunningTalo Start(Sandbox sandbox, params string[] arguments) => Start(sandbox, [], arguments);

    /// <summary>Starts any program with the sandbox's environment.</summary>
    public static RunningTalo StartOther(
        Sandbox sandbox, Dictionary<string, string> variables, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = sandbox.Folder,
        };
        foreach (var name in new[] { "NO_COLOR", "TALO_NATIVE_DIR", "TERM", "COLORTERM" })
            start.Environment.Remove(name);
        start.Environment["TALO_HOME"] = sandbox.Store;
        start.Environment["XDG_CACHE_HOME"] = Path.Combine(sandbox.Folder, "cache");
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        return new RunningTalo(Process.Start(start)!);
    }

    /// <summary>The command line that a shell would be given.</summary>
    public static string CommandLine(params string[] arguments) =>
        string.Join(' ', new[] { "dotnet", Program }.Concat(arguments).Select(a => $"'{a}'"));

    // A test run started in the background hands down that Ctrl-C is to be ignored; env undoes that.
    private static RunningTalo Start(Sandbox sandbox, Dictionary<string, string> variables, string[] arguments) =>
        OperatingSystem.IsLinux()
            ? StartOther(sandbox, variables, "env", ["--default-signal=INT", "dotnet", Program, .. arguments])
            : StartOther(sandbox, variables, "dotnet", [Program, .. arguments]);
}
