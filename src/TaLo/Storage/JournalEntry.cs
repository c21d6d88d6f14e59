using TaLo.Profiles;

namespace TaLo.Storage;

/// <summary>
/// What one journal line says: of a sweep that it was added, that one sample's rows were, or that it was deleted; of a
/// profile (then <paramref name="Sweep"/> is empty) that it was put, or deleted.
/// </summary>
internal sealed record JournalEntry(
    string Sweep,
    StoredSweep? Added = null,
    SampleRows? Sample = null,
    bool? Deleted = null,
    TaskProfile? Profile = null,
    string? DeletedProfile = null);
