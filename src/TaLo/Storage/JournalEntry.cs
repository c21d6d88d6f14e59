namespace TaLo.Storage;

/// <summary>What one journal line says about a sweep: it was added, or one sample's rows were, or it was deleted.</summary>
internal sealed record JournalEntry(
    string Sweep,
    StoredSweep? Added = null,
    SampleRows? Sample = null,
    bool? Deleted = null);
