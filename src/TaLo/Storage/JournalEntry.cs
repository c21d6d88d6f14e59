using System.Text.Json.Serialization;
using TaLo.Profiles;
using TaLo.Sweeps;

namespace TaLo.Storage;

/// <summary>
/// What one line says: of a sweep that it was added, that passes over one sample were, what its journal must hold
/// (<paramref name="Holds"/>); of a profile (then <paramref name="Sweep"/> is empty) that it was put. That something was deleted stands
/// only in journals of earlier versions: now its file is removed.
/// </summary>
internal sealed record JournalEntry(
    string Sweep,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] StoredSweep? Added = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] StoredSample? Sample = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] JournalTotals? Holds = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? Deleted = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] TaskProfile? Profile = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? DeletedProfile = null);

/// <summary>How much of a sweep is stored.</summary>
/// <param name="Tasks">Tasks that have results.</param>
/// <param name="Samples">Samples that have results.</param>
/// <param name="Passes">Results: passes of the base model and of knockouts.</param>
public sealed record SweepSize(int Tasks, int Samples, long Passes);

/// <summary>What a sweep's journal held when it was closed.</summary>
/// <param name="Bytes">Its length.</param>
/// <param name="Digest">SHA-256 over the checksums of its lines, in order.</param>
/// <param name="Size">What they came to.</param>
internal sealed record JournalTotals(long Bytes, string Digest, SweepSize Size);
