using System.Text.Json.Serialization;

namespace TaLo.Sweeps;

/// <summary>A sweep as the store knows it.</summary>
/// <param name="Key">What its results depend on.</param>
/// <param name="Facts">What it is, for people.</param>
public sealed record StoredSweep(SweepKey Key, SweepFacts Facts)
{
    /// <summary>The sweep's id, 64 characters of lower-case hex.</summary>
    [JsonIgnore]
    public string Id => Key.Id;

    /// <summary>The id as it is shown: its first 16 characters.</summary>
    [JsonIgnore]
    public string ShortId => Key.Id[..16];
}
