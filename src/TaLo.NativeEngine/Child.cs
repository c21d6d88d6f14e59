using System.Diagnostics;

namespace TaLo.NativeEngine;

/// <summary>Starts a program and waits for it; being stopped kills it with all its children.</summary>
internal static class Child
{
    // A build started from a git hook would point git at the wrong repository.
    private static readonly string[] Hidden = ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY"];

    /// <summary>Runs the program to its end.</summary>
    /// <returns>Its exit code, and the lines of both its outputs as they came.</returns>
    public static (int ExitCode, IReadOnlyList<string> Output) Run(
        string program, IEnumerable<string> arguments, string folder, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in Hidden)
            start.Environment.Remove(name);

        var output = new List<string>();
        using var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, e) => Keep(e.Data);
        process.ErrorDataReceived += (_, e) => Keep(e.Data);
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using (stop.Register(() => process.Kill(entireProcessTree: true)))
            process.WaitForExit();
        stop.ThrowIfCancellationRequested();
        return (process.ExitCode, output);

        void Keep(string? line)
        {
            if (line is not null)
                lock (output)
                    output.Add(line);
        }
    }
}
