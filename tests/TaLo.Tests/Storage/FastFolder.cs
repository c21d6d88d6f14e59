namespace TaLo.Tests.Storage;

/// <summary>A folder of one test's files, gone after it; in memory where the system has a place for that, as stores flush often.</summary>
internal sealed class FastFolder : IDisposable
{
    private const string Memory = "/dev/shm";

    public string Path { get; } = Directory.CreateDirectory(System.IO.Path.Combine(
        Directory.Exists(Memory) ? Memory : System.IO.Path.GetTempPath(), $"talo-test-{Guid.NewGuid():N}")).FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
