using TaLo.Storage;

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
}
