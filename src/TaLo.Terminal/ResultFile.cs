using TaLo.Sweeps;

namespace TaLo.Terminal;

/// <summary>Writes the file of <c>--out</c>: whole, or not at all.</summary>
internal static class ResultFile
{
    /// <summary>Writes rows, one JSON line each.</summary>
    /// <param name="path">The file; replaced when all lines are written.</param>
    /// <param name="rows">The rows in their order.</param>
    /// <param name="prompt">Gives a row's prompt, or null for none.</param>
    public static void Write(string path, IEnumerable<SweepResult> rows, Func<SweepResult, string?>? prompt)
    {
        var part = path + ".part";
        using (var writer = new StreamWriter(part))
            ResultLines.Write(writer, rows, SweepPlan.Intervention, prompt);
        File.Move(part, path, overwrite: true);
    }
}
