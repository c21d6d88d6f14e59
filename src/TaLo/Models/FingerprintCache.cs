using System.Text.Json;

namespace TaLo.Models;

/// <summary>
/// Fingerprints remembered in a small JSON file. Only a convenience: a cache that cannot be read or written is as good
/// as an empty one.
/// </summary>
internal sealed class FingerprintCache
{
    private readonly string _file;

    private FingerprintCache(string file) => _file = file;

    /// <summary>The cache in a file, or the user's own; null where the user has no folder for it.</summary>
    public static FingerprintCache? In(string? file)
    {
        if (file is not null) return new FingerprintCache(file);
        return UserFolders.Cache is { } folder ? new FingerprintCache(Path.Combine(folder, "fingerprints.json")) : null;
    }

    /// <summary>The fingerprint of a file in the same state, or null.</summary>
    public string? Find(FingerprintEntry state) =>
        Read().Find(e => e with { Sha256 = "" } == state && e.Sha256 is { Length: 64 })?.Sha256;

    /// <summary>Remembers a fingerprint and forgets files that are gone.</summary>
    public void Add(FingerprintEntry entry)
    {
        var entries = Read().Where(e => e.Path != entry.Path && File.Exists(e.Path)).Append(entry);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(_file))!);
            AtomicFile.Write(_file, stream => JsonSerializer.Serialize(stream, entries));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The file is hashed again next time.
        }
    }

    private List<FingerprintEntry> Read()
    {
        try
        {
            var entries = JsonSerializer.Deserialize<List<FingerprintEntry?>>(File.ReadAllBytes(_file)) ?? [];
            return [.. entries.OfType<FingerprintEntry>()];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return [];
        }
    }
}

/// <summary>One remembered fingerprint, and what the file was like when it was taken.</summary>
/// <param name="Path">The file's full path.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="Changed">When it was last changed, in UTC ticks.</param>
/// <param name="Glance">What a glance at it shows.</param>
/// <param name="Sha256">Its SHA-256, lower-case hex; empty while unknown.</param>
internal sealed record FingerprintEntry(string Path, long Size, long Changed, string Glance, string Sha256);
