using TaLo.Sweeps;

namespace TaLo.Storage;

/// <summary>Writes a damaged sweep's journal anew: what is whole of it, and what the copy in LiteDB still has.</summary>
internal static class SweepMender
{
    /// <summary>Mends a sweep. Killed in the middle of it, the damaged journal is still there.</summary>
    public static SweepRepair Mend(ResultStore store, string id, SpareCopy? copy)
    {
        var journal = store.Open(id);
        if ((journal.Sweep ?? copy?.Sweep(id)) is not { } sweep)
            return new SweepRepair(id, 0, journal.Damages, null);

        var spare = copy?.Samples(id, sweep) ?? [];
        var expected = SweepSeal.Read(store.Files, id, out _)?.Holds.Size.Passes;
        var (restored, passes) = (0, 0L);
        var aside = Replace(store.Files, sweep, journal.Keys.Union(spare.Keys).Order().Select(Whole));
        var lost = journal.Damages.Where(IsLost).ToList();
        store.Forget(id);
        return new SweepRepair(id, restored, lost, aside);

        StoredSample Whole(SampleKey key)
        {
            var own = journal.Find(key);
            var whole = own is null ? spare[key] : spare.TryGetValue(key, out var other) && own.Agrees(other) ? own.With(other) : own;
            restored += whole.Passes.Count > (own?.Passes.Count ?? 0) ? 1 : 0;
            passes += whole.Passes.Count;
            return whole;
        }

        // A name in a damaged line may be damaged too: where all is there that must be, nothing is lost.
        bool IsLost(StoreDamage damage) =>
            !(passes >= expected) && !(damage is { Task: { } task, Index: { } index } && spare.ContainsKey(new SampleKey(task, index)));
    }

    /// <returns>The name that the damaged journal is kept under; null where there was none.</returns>
    private static string? Replace(StoreFolder files, StoredSweep sweep, IEnumerable<StoredSample> samples)
    {
        var path = files.Journal(sweep.Id);
        using (var journal = Journal.OpenToWrite(path + StoreFolder.Unfinished))
        {
            journal.Append(new JournalEntry(sweep.Id, Added: sweep), flush: false);
            foreach (var sample in samples)
                journal.Append(new JournalEntry(sweep.Id, Sample: sample), flush: false);
            journal.Flush();
        }

        var aside = File.Exists(path) ? StoreFolder.Aside(path, "damaged") : null;
        if (aside is not null)
            File.Copy(path, aside);
        File.Move(path + StoreFolder.Unfinished, path, overwrite: true);
        // It says of the new journal what the old one held; another is written when the store is closed.
        File.Delete(files.Seal(sweep.Id));
        return Path.GetFileName(aside);
    }
}
