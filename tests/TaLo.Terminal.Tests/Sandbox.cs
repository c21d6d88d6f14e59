namespace TaLo.Terminal.Tests;

/// <summary>A user's home for one test: a store of its own, a cache of its own, a place for files.</summary>
internal sealed class Sandbox : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("talo-e2e-").FullName;

    /// <summary>What TALO_HOME points to.</summary>
    public string Store => Path.Combine(Folder, "store");

    /// <summary>The store's record, as long as it is now: journals of sweeps, and profiles; 0 where there is none.</summary>
    public long JournalLength => Record(Store).Sum(f => f.Length);

    /// <summary>Samples in the journals of the store's sweeps, whose first line is the sweep.</summary>
    public int JournalSamples => SamplesOf(Store);

    /// <summary>A file of this test.</summary>
    public string PathOf(string name) => Path.Combine(Folder, name);

    /// <summary>Writes a file of this test.</summary>
    public string Write(string name, byte[] bytes)
    {
        File.WriteAllBytes(PathOf(name), bytes);
        return PathOf(name);
    }

    /// <summary>The store's record, byte for byte.</summary>
    public byte[] JournalBytes() => RecordOf(Store);

    /// <summary>A store's record, byte for byte.</summary>
    public static byte[] RecordOf(string store) => [.. Record(store).SelectMany(f => File.ReadAllBytes(f.FullName))];

    /// <summary>Samples in the journals of a store's sweeps.</summary>
    public static int SamplesOf(string store) => Record(store).Where(f => f.Extension == ".jsonl")
        .Sum(f => Math.Max(0, ReadShared(f.FullName).Count(c => c == '\n') - 1));

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static IEnumerable<FileInfo> Record(string store) =>
        new[] { ("sweeps", "*.jsonl"), ("profiles", "*.json") }
            .Select(p => (Folder: new DirectoryInfo(Path.Combine(store, p.Item1)), Pattern: p.Item2)).Where(p => p.Folder.Exists)
            .SelectMany(p => p.Folder.GetFiles(p.Pattern)).OrderBy(f => f.FullName, StringComparer.Ordinal);

    private static string ReadShared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        return reader.ReadToEnd();
    }
}
