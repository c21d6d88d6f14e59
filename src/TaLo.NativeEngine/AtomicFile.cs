namespace TaLo.NativeEngine;

/// <summary>Files that appear whole or not at all.</summary>
internal static class AtomicFile
{
    /// <summary>Writes the text beside the file, then renames it.</summary>
    public static void WriteText(string path, string text)
    {
        var beside = $"{path}.{Environment.ProcessId}";
        File.WriteAllText(beside, text);
        File.Move(beside, path, overwrite: true);
    }
}
