namespace TaLo.Reports;

/// <summary>Files that are built into the library.</summary>
internal static class Embedded
{
    public static Stream Open(string name) =>
        typeof(Embedded).Assembly.GetManifestResourceStream("TaLo." + name)
        ?? throw new InvalidOperationException($"{name} is not built into the library");

    public static string Read(string name)
    {
        using var reader = new StreamReader(Open(name));
        return reader.ReadToEnd();
    }
}
