using System.Security.Cryptography;

namespace TaLo.Models;

/// <summary>
/// SHA-256 of a file; a large file that has not changed is not read again: its path, size and time of change are the same, and
/// so is what a glance at it shows (<see cref="FileGlance"/>), for times can be set and copied.
/// </summary>
public static class FileFingerprint
{
    /// <summary>Smaller files are hashed in a moment and need no memory of them.</summary>
    private const long SmallestRemembered = 8 << 20;

    /// <summary>Hashes a file, or remembers the hash of a file in the same state.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cacheFile">Where hashes are remembered; null for <c>talo/fingerprints.json</c> in the user's cache folder.</param>
    /// <returns>SHA-256, lower-case hex, 64 characters.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static string Of(string path, string? cacheFile = null)
    {
        SpecialFile.Refuse(path);
        var before = State(path);
        var cache = before.Size < SmallestRemembered ? null : FingerprintCache.In(cacheFile);
        if (cache?.Find(before) is { } known) return known;

        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 0,
            FileOptions.SequentialScan);
        var hash = Convert.ToHexStringLower(SHA256.HashData(stream));
        var after = State(path);
        if (after == before) cache?.Add(after with { Sha256 = hash });
        return hash;
    }

    private static FingerprintEntry State(string path)
    {
        var info = new FileInfo(path);
        return new FingerprintEntry(
            info.FullName, info.Length, info.LastWriteTimeUtc.Ticks, info.Length < SmallestRemembered ? "" : FileGlance.Of(path), "");
    }
}
