using TaLo.Sweeps;

namespace TaLo.Storage;

/// <summary>What a check of a store found.</summary>
/// <param name="Sweeps">Its sweeps.</param>
/// <param name="Profiles">How many profiles can be read.</param>
/// <param name="Damages">What is damaged that is of no sweep.</param>
/// <param name="Copy">What is to be said of <c>talo.db</c>, or null where it is in step.</param>
public sealed record StoreCondition(
    IReadOnlyList<SweepCondition> Sweeps, int Profiles, IReadOnlyList<StoreDamage> Damages, string? Copy)
{
    /// <summary>Whether nothing is damaged. A copy that is behind is not: the next writer brings it up.</summary>
    public bool IsWell => Damages.Count == 0 && Sweeps.All(s => s.Damages.Count == 0);
}

/// <summary>What a check found of one sweep.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Sweep">The sweep, or null where nothing says any more what it is.</param>
/// <param name="Size">How much of it can be read.</param>
/// <param name="Damages">What cannot.</param>
public sealed record SweepCondition(string Id, StoredSweep? Sweep, SweepSize Size, IReadOnlyList<StoreDamage> Damages);

/// <summary>What a repair did.</summary>
/// <param name="Sweeps">The sweeps that were damaged.</param>
/// <param name="ProfilesRestored">Profiles that were taken from <c>talo.db</c>.</param>
/// <param name="ProfilesLost">Files of profiles that were set aside.</param>
public sealed record StoreRepair(IReadOnlyList<SweepRepair> Sweeps, int ProfilesRestored, int ProfilesLost);

/// <summary>What a repair did to one sweep.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Restored">Samples whose passes were taken from <c>talo.db</c>.</param>
/// <param name="Lost">What is lost: the next sweep asks for it again.</param>
/// <param name="Aside">The file that the damaged journal was moved to, or null.</param>
public sealed record SweepRepair(string Id, int Restored, IReadOnlyList<StoreDamage> Lost, string? Aside);
