using System.Formats.Tar;
using System.IO.Compression;

namespace TaLo.NativeEngine;

/// <summary>Unpacks npm's archives.</summary>
internal static class Archive
{
    // npm puts everything under this name.
    private const string Top = "package/";

    /// <summary>Writes the archive's wanted files below a folder; refuses paths that lead out of it, and links.</summary>
    /// <param name="archive">The <c>.tgz</c> file.</param>
    /// <param name="folder">Where to.</param>
    /// <param name="wanted">Says by its path inside the package whether a file is wanted.</param>
    /// <param name="stop">Stops between two files.</param>
    public static void Unpack(string archive, string folder, Predicate<string> wanted, CancellationToken stop)
    {
        using var file = File.OpenRead(archive);
        using var unzipped = new GZipStream(file, CompressionMode.Decompress);
        using var tar = new TarReader(unzipped);
        var root = Path.GetFullPath(folder) + Path.DirectorySeparatorChar;
        while (tar.GetNextEntry() is { } entry)
        {
            stop.ThrowIfCancellationRequested();
            var target = Path.GetFullPath(Path.Combine(root, Inside(entry.Name)));
            if (!target.StartsWith(root, StringComparison.Ordinal))
                throw new EngineException($"{Path.GetFileName(archive)} holds a path that leads out of it: {entry.Name}");
            if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile))
                continue;
            if (!wanted(target[root.Length..]))
                continue;
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            entry.ExtractToFile(target, overwrite: false);
        }
    }

    private static string Inside(string name) =>
        name.StartsWith(Top, StringComparison.Ordinal) ? name[Top.Length..] : name;
}
