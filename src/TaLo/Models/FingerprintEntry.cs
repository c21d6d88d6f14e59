namespace TaLo.Models;

/// <summary>One remembered fingerprint, and what the file was like when it was taken.</summary>
/// <param name="Path">The file's full path.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="Changed">When it was last changed, in UTC ticks.</param>
/// <param name="Sha256">Its SHA-256, lower-case hex; empty while unknown.</param>
internal sealed record FingerprintEntry(string Path, long Size, long Changed, string Sha256);
