namespace TaLo.Terminal.Tests;

/// <summary>A user's home for one test: a store of its own, a cache of its own, a place for files.</summary>
internal sealed class Sandbox : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("talo-e2e-").FullName;

    /// <summary>What TALO_HOME points to.</summary>
    public string Store => Path.Combine(Folder, "store");

    private string Journal => Path.Combine(Store, "journal.jsonl");

    /// <summary>The store's record, as long as it is now; 0 where there is none.</summary>
    public long JournalLength => File.Exists(Journal) ? new FileInfo(Journal).Length : 0;

    /// <summary>Samples in the store's record: the first line is the sweep.</summary>
    public int JournalSamples => File.Exists(Journal) ? ReadShared().Count(c => c == '\n') - 1 : 0;

    /// <summary>A file of this test.</summary>
    public string PathOf(string name) => Path.Combine(Folder, name);

    /// <summary>Writes a file of this test.</summary>
    public string Write(string name, byte[] bytes)
    {
        File.WriteAllBytes(PathOf(name), bytes);
        return PathOf(name);
    }

    /// <summary>The store's record, byte for byte.</summary>
    public byte[] JournalBytes() => File.ReadAllBytes(Journal);

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private string ReadShared()
    {
        using var file = new FileStream(Journal, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        return reader.ReadToEnd();
    }
}
