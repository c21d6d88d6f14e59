namespace TaLo.Terminal.Tests;

/// <summary>Programs of the machine that some tests need.</summary>
internal static class Programs
{
    private static readonly string[] Folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);

    /// <summary>Whether the PATH has one of this name.</summary>
    public static bool Has(string name) => Folders.Any(f => File.Exists(Path.Combine(f, name)));
}
