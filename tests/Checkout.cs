using System.Diagnostics;

namespace TaLo.Tests;

/// <summary>The checkout that the tests were built from, and the SDK on it.</summary>
internal static class Checkout
{
    /// <summary>A project under <c>src</c>.</summary>
    public static string Project(string name)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "TaLo.sln")))
            folder = folder.Parent!;
        return Path.Combine(folder.FullName, "src", name, $"{name}.csproj");
    }

    /// <summary>Runs <c>dotnet</c>, which must succeed.</summary>
    /// <returns>What it printed.</returns>
    public static string Dotnet(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true };
        // What a build leaves running for the next one holds the pipe open that is read to its end here.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["UseSharedCompilation"] = "false";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, output);
        return output;
    }
}
