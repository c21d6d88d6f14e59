using TaLo.Sweeps;

namespace TaLo.Storage;

/// <summary>What a sweep's journal held when it was last closed: for lists, and to know when something of it is gone.</summary>
/// <param name="Sweep">The sweep.</param>
/// <param name="Holds">What its journal held.</param>
internal sealed record SweepSeal(StoredSweep Sweep, JournalTotals Holds)
{
    /// <summary>The seal of a sweep; null where there is none, or none that can be read.</summary>
    public static SweepSeal? Read(StoreFolder files, string id, out StoreDamage? damage)
    {
        damage = null;
        if (!EntryRules.IsSweepId(id) || !File.Exists(files.Seal(id)))
            return null;
        var entry = EntryFile.Read(files.Seal(id), out damage);
        if (entry is { Added: { } sweep, Holds: { } holds } && EntryRules.Problem(id, sweep) is null)
            return new SweepSeal(sweep, holds);
        damage ??= new StoreDamage(files.Seal(id), 0, "not what its name says");
        return null;
    }

    /// <summary>Writes it in the place of the one before.</summary>
    /// <exception cref="StoreException">The disk refuses.</exception>
    public void Write(StoreFolder files) => EntryFile.Write(files.Seal(Sweep.Id), new JournalEntry(Sweep.Id, Added: Sweep, Holds: Holds));
}
