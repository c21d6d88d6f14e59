using TaLo.Scoring;
using TaLo.Sweeps;

namespace TaLo.Terminal;

/// <summary>Writes the file of <c>--out</c>: whole, or not at all.</summary>
internal static class ResultFile
{
    /// <summary>Refuses a path that cannot be written, before hours go into what is to be written there.</summary>
    /// <exception cref="StoreException">It is a folder, or the system says no.</exception>
    public static void EnsureWritable(string path)
    {
        if (Directory.Exists(path))
            throw new StoreException($"{path}: is a folder: name a file for --out");
        try
        {
            File.Create(path + ".part").Dispose();
            File.Delete(path + ".part");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"{path}: cannot be written: {e.Message}", e);
        }
    }

    /// <summary>Writes rows, one JSON line each.</summary>
    /// <param name="path">The file; replaced when all lines are written.</param>
    /// <param name="rows">The rows in their order.</param>
    /// <param name="prompt">Gives a row's prompt, or null for none.</param>
    public static void Write(string path, IEnumerable<ScoredPass> rows, Func<ScoredPass, string?>? prompt)
    {
        var part = path + ".part";
        using (var writer = new StreamWriter(part))
            ResultLines.Write(writer, rows, SweepPlan.Intervention, prompt);
        File.Move(part, path, overwrite: true);
    }
}
