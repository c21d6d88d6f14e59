using System.Diagnostics;

namespace TaLo.Terminal.Tests;

/// <summary>A test that runs a Python script of the documents that needs numpy; skipped where no Python has it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NumpyFactAttribute : FactAttribute
{
    public NumpyFactAttribute()
    {
        if (Python is null)
            Skip = "needs python3 with numpy";
    }

    /// <summary>The interpreter: the first on the PATH, or the system's, that has numpy; null where neither has.</summary>
    public static string? Python { get; } = new[] { PythonFactAttribute.Python, "/usr/bin/python3" }.FirstOrDefault(HasNumpy);

    private static bool HasNumpy(string python)
    {
        if (!Programs.Has(python))
            return false;
        using var process = Process.Start(new ProcessStartInfo(python, ["-c", "import numpy"]) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
