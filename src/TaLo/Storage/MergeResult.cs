using System.Text.Json.Serialization;
using TaLo.Sweeps;

namespace TaLo.Storage;

/// <summary>What a merge came to.</summary>
/// <param name="Stores">What each store brought, in the order they were given.</param>
/// <param name="Sweeps">Every sweep of the joined store, oldest first.</param>
public sealed record MergeResult(IReadOnlyList<MergedStore> Stores, IReadOnlyList<StoredSweep> Sweeps)
{
    /// <summary>
    /// Sweeps that differ in nothing but the engine: shards that ran on different devices. Their numbers differ in the
    /// last digits, so they stay sweeps of their own.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<StoredSweep>> OnOtherDevices =>
        [.. Sweeps.GroupBy(s => s.Key with { Engine = "" }).Where(g => g.Count() > 1).Select(g => g.ToList())];
}

/// <summary>What one store brought to a merge.</summary>
/// <param name="Folder">Its folder.</param>
/// <param name="PassesNew">Passes that were not there yet.</param>
/// <param name="PassesKnown">Passes that were there with the same numbers.</param>
/// <param name="Profiles">Profiles that were new, or newer than the ones there.</param>
public sealed record MergedStore(string Folder, [property: JsonPropertyName("rows_new")] int PassesNew, [property: JsonPropertyName("rows_known")] int PassesKnown, int Profiles);
