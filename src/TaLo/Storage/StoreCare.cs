namespace TaLo.Storage;

/// <summary>Says what is damaged in a store, mends what can be mended, and deletes.</summary>
public static class StoreCare
{
    private const int ShortestId = 4;

    /// <summary>Reads everything that is stored and compares it with what must be there; changes nothing.</summary>
    /// <exception cref="StoreException">There is no store, or it cannot be read.</exception>
    public static StoreCondition Check(string folder)
    {
        var files = Existing(folder);
        using var store = ResultStore.OpenReadOnly(folder);
        var sweeps = store.SweepIds().Select(id => Condition(store, id)).ToList();
        var profiles = store.Profiles(out var damages);
        var copy = new CopyCheck(files, store);
        return new StoreCondition(sweeps, profiles.Count, [.. store.IntakeDamages, .. damages, .. copy.Damages], copy.Note);
    }

    /// <summary>
    /// Takes what is damaged out of the journals, puts in its place what <c>talo.db</c> still has of it, and makes
    /// <c>talo.db</c> anew where it is damaged itself. What was damaged is kept under another name.
    /// </summary>
    /// <param name="folder">The store.</param>
    /// <param name="message">Told, in one line each, what is found and mended.</param>
    /// <exception cref="StoreException">There is no store, another process writes there, or the disk refuses.</exception>
    public static StoreRepair Repair(string folder, Action<string>? message = null)
    {
        var files = Existing(folder);
        using var store = new ResultStore(folder, message);
        using var copy = SpareCopy.Open(files);
        var sweeps = store.SweepIds().Where(id => store.Open(id).Damages.Count > 0).ToList().ConvertAll(id => SweepMender.Mend(store, id, copy));
        var (restored, lost) = RepairProfiles(store, copy);
        copy?.Dispose();
        if (new CopyCheck(files, store).Damages is [var damage, ..])
            store.RemakeCopy(damage.Reason);
        return new StoreRepair(sweeps, restored, lost);
    }

    /// <summary>Deletes sweeps and profiles, all of them or, where one id is wrong, none.</summary>
    /// <param name="folder">The store.</param>
    /// <param name="ids">Ids of sweeps or profiles, or their beginnings.</param>
    /// <param name="message">Told, in one line each, what was deleted.</param>
    /// <exception cref="StoreException">An id begins none or several of them; another process writes there; the disk refuses.</exception>
    public static void Delete(string folder, IReadOnlyList<string> ids, Action<string> message)
    {
        Existing(folder);
        using var store = new ResultStore(folder, message);
        var (sweeps, profiles) = (store.SweepIds().ToList(), store.ProfileIds());
        foreach (var id in ids.Select(id => OnlyOne(id, [.. sweeps, .. profiles])).ToList())
        {
            if (sweeps.Contains(id) ? store.DeleteSweep(id) : store.DeleteProfile(id))
                message($"deleted {(sweeps.Contains(id) ? $"sweep {id[..16]}" : $"profile {id}")}");
        }
    }

    private static StoreFolder Existing(string folder)
    {
        var files = new StoreFolder(folder);
        return files.Exists ? files : throw new StoreException($"{files.Path}: no store there: `talo demo` or `talo sweep` make one");
    }

    private static string OnlyOne(string id, IReadOnlyList<string> all)
    {
        var found = id.Length < ShortestId ? [] : all.Where(i => i.StartsWith(id, StringComparison.OrdinalIgnoreCase)).ToList();
        return id.Length < ShortestId ? throw new StoreException($"'{id}' is too short to delete by: give {ShortestId} characters of the id: nothing was deleted")
            : found.Count == 1 ? found[0]
            : throw new StoreException(
                $"{(found.Count == 0 ? "no sweep or profile begins" : $"{found.Count} sweeps or profiles begin")} with '{id}': nothing was deleted; "
                + "`talo show` and `talo profiles list` list them");
    }

    private static SweepCondition Condition(ResultStore store, string id)
    {
        var journal = store.Open(id);
        SweepSeal.Read(store.Files, id, out var seal);
        return new SweepCondition(id, journal.Sweep, journal.Size, seal is null ? journal.Damages : [.. journal.Damages, seal]);
    }

    private static (int Restored, int Lost) RepairProfiles(ResultStore store, SpareCopy? copy)
    {
        store.Profiles(out var damages);
        var (restored, lost) = (0, 0);
        foreach (var damage in damages)
        {
            var aside = StoreFolder.Aside(damage.File, "damaged");
            if (copy?.Profile(Path.GetFileNameWithoutExtension(damage.File)) is { } profile)
            {
                File.Copy(damage.File, aside);
                store.PutProfiles(profile);
                restored++;
            }
            else
            {
                File.Move(damage.File, aside);
                lost++;
            }
        }

        return (restored, lost);
    }
}
