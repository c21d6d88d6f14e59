using System.Diagnostics;

namespace TaLo.Tests.Tasks;

/// <summary>A test that asks pandas itself; skipped where there is no Python with pandas.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PandasFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> Python = new(() => new[] { "python3", "/usr/bin/python3" }.FirstOrDefault(p => Try(p, "import pandas") is not null));

    public PandasFactAttribute()
    {
        if (Python.Value is null)
            Skip = "needs python3 with pandas";
    }

    /// <summary>Runs a script and gives what it prints.</summary>
    public static string Run(string script) => Try(Python.Value!, script) ?? throw new InvalidOperationException("the script failed");

    private static string? Try(string python, string script)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(python, ["-c", script]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var error = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? output : throw new InvalidOperationException(error.Result);
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or InvalidOperationException && script == "import pandas")
        {
            return null;
        }
    }
}
