namespace TaLo.Terminal.Tests;

/// <summary>The documents and their scripts, run as a user runs them: <c>talo</c> is in the PATH.</summary>
internal static class Documented
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>A file of docs.</summary>
    public static string File(params string[] parts) => Path.Combine([AppContext.BaseDirectory, "docs", .. parts]);

    /// <summary>Runs a script, in the sandbox.</summary>
    /// <param name="sandbox">Where.</param>
    /// <param name="program">What runs it.</param>
    /// <param name="variables">Environment variables.</param>
    /// <param name="arguments">The script and its arguments.</param>
    public static TaloRun Run(Sandbox sandbox, string program, Dictionary<string, string> variables, params string[] arguments)
    {
        var bin = Directory.CreateDirectory(sandbox.PathOf("bin")).FullName;
        System.IO.File.WriteAllText(Path.Combine(bin, "talo"), $"#!/bin/sh\nexec {Talo.CommandLine()} \"$@\"\n");
        if (!OperatingSystem.IsWindows())
            System.IO.File.SetUnixFileMode(Path.Combine(bin, "talo"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        variables["PATH"] = $"{bin}:{Environment.GetEnvironmentVariable("PATH")}";
        using var running = Talo.StartOther(sandbox, variables, program, arguments);
        return running.Wait(Patience);
    }
}
