using TaLo.Profiles;
using TaLo.Sweeps;

namespace TaLo.Storage;

/// <summary>
/// What one journal line says: of a sweep that it was added, that passes over one sample were, or that it was deleted; of a
/// profile (then <paramref name="Sweep"/> is empty) that it was put, or deleted.
/// </summary>
internal sealed record JournalEntry(
    string Sweep,
    StoredSweep? Added = null,
    StoredSample? Sample = null,
    bool? Deleted = null,
    TaskProfile? Profile = null,
    string? DeletedProfile = null);
