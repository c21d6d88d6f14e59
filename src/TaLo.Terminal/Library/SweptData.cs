using TaLo.Sweeps;
using TaLo.Tasks;

namespace TaLo.Terminal.Library;

/// <summary>Opens the data set that a stored sweep was made on, where it is still there and still the same.</summary>
internal static class SweptData
{
    /// <summary>Opens it.</summary>
    /// <param name="sweep">The sweep.</param>
    /// <param name="path">Where the file is now; null for where the sweep found it.</param>
    /// <param name="missing">A sentence on why it cannot be opened, or null.</param>
    /// <returns>The data set, or null.</returns>
    /// <exception cref="DataSetException">It is there but cannot be read.</exception>
    public static VlmEvalTsv? Open(StoredSweep sweep, string? path, out string? missing)
    {
        path ??= sweep.Facts.DataSetPath;
        missing = path is null || !File.Exists(path) ? "The data set file is not where the sweep found it" : null;
        if (missing is not null)
            return null;
        var data = VlmEvalTsv.Open(path!);
        if (data.Fingerprint == sweep.Key.DataSetFingerprint)
            return data;
        data.Dispose();
        missing = $"{Path.GetFileName(path)} has changed since the sweep";
        return null;
    }
}
