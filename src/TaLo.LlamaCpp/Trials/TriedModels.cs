namespace TaLo.LlamaCpp.Trials;

/// <summary>Which files passed a trial, a line each in the user's cache folder. Losing it costs a trial.</summary>
internal static class TriedModels
{
    private static string? File => UserFolders.Cache is { } folder ? Path.Combine(folder, "tried-models.txt") : null;

    /// <summary>Whether files passed before.</summary>
    public static bool Contains(string files)
    {
        try
        {
            return File is { } file && System.IO.File.Exists(file) && System.IO.File.ReadLines(file).Contains(files);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Remembers that files passed.</summary>
    public static void Add(string files)
    {
        try
        {
            if (File is not { } file)
                return;
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            System.IO.File.AppendAllText(file, files + "\n");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next load tries them again.
        }
    }
}
