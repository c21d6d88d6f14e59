using TaLo.Models;
using TaLo.Storage;
using TaLo.Sweeps;
using TaLo.Tasks;

namespace TaLo.Terminal;

/// <summary>Finds a stored sweep by what the user typed.</summary>
internal static class StoredSweeps
{
    /// <summary>The one sweep whose id begins so.</summary>
    /// <exception cref="StoreException">None, or several.</exception>
    public static StoredSweep Find(ResultStore store, string id)
    {
        var found = store.Sweeps().Where(s => s.Id.StartsWith(id, StringComparison.OrdinalIgnoreCase)).ToList();
        return found.Count switch
        {
            1 => found[0],
            0 => throw new StoreException($"no stored sweep begins with '{id}': `talo show` lists them"),
            _ => throw new StoreException($"{found.Count} stored sweeps begin with '{id}': give more of the id"),
        };
    }

    /// <summary>The data set that a sweep was made from, or null, with a note, where it is not at its place any more.</summary>
    public static VlmEvalTsv? Data(StoredSweep sweep, Action<string> note)
    {
        var path = sweep.Facts.DataSetPath;
        if (path is not null && File.Exists(path) && FileFingerprint.Of(path) == sweep.Key.DataSetFingerprint)
            return VlmEvalTsv.Open(path);
        note($"{path ?? sweep.Facts.DataSetName}: gone or changed since the sweep: a profile that had no questions yet gets "
            + "none, and `--profile auto` cannot match it");
        return null;
    }
}
