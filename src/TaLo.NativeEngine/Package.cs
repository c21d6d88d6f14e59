namespace TaLo.NativeEngine;

/// <summary>One pinned npm package and what is taken from it.</summary>
/// <param name="Name">Its npm name.</param>
/// <param name="Version">Its exact version.</param>
/// <param name="Integrity">The archive's hash as npm writes it, <c>sha512-…</c>.</param>
/// <param name="From">The file, or the folder of libraries, inside it that is wanted.</param>
/// <param name="To">The wanted file's name among the finished libraries; null keeps all names.</param>
internal sealed record Package(string Name, string Version, string Integrity, string From, string? To = null)
{
    /// <summary>What npm is asked for.</summary>
    public string Spec => $"{Name}@{Version}";

    /// <summary>The archive's name in the downloads folder.</summary>
    public string ArchiveName => $"{FileName}-{Version}.tgz";

    /// <summary>The name without characters that a file name cannot hold.</summary>
    public string FileName => Name.TrimStart('@').Replace('/', '-');
}
