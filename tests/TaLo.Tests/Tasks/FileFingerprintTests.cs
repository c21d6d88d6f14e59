using TaLo.Models;

namespace TaLo.Tests.Tasks;

public sealed class FileFingerprintTests : IDisposable
{
    private const string OfAbc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    private readonly TempFolder _folder = new();

    private string Cache => _folder.File("cache/fingerprints.json");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Should_Be_The_Sha256_Of_The_File()
    {
        Assert.Equal(OfAbc, FileFingerprint.Of(_folder.Write("abc", "abc"), Cache));
        Assert.False(File.Exists(Cache));
    }

    [Fact]
    public void Should_Not_Hash_An_Unchanged_Large_File_Again()
    {
        var path = _folder.Write("large", new byte[9 << 20]);
        var hash = FileFingerprint.Of(path, Cache);
        File.WriteAllText(Cache, File.ReadAllText(Cache).Replace(hash, OfAbc));

        Assert.Equal(OfAbc, FileFingerprint.Of(path, Cache));
    }

    [Fact]
    public void Should_Hash_A_Changed_File_Again()
    {
        var path = _folder.Write("large", new byte[9 << 20]);
        var hash = FileFingerprint.Of(path, Cache);
        _folder.Write("large", [1, .. new byte[(9 << 20) - 1]]);
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddSeconds(5));

        Assert.NotEqual(hash, FileFingerprint.Of(path, Cache));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5 << 20)]
    [InlineData((9 << 20) - 1)]
    public void Should_Notice_Other_Content_Of_The_Same_Size_And_Time(int from)
    {
        var path = _folder.Write("large", new byte[9 << 20]);
        var time = File.GetLastWriteTimeUtc(path);
        var hash = FileFingerprint.Of(path, Cache);
        var other = new byte[9 << 20];
        other.AsSpan(from, Math.Min(400 << 10, other.Length - from)).Fill(1);
        _folder.Write("large", other);
        File.SetLastWriteTimeUtc(path, time);

        Assert.NotEqual(hash, FileFingerprint.Of(path, Cache));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[null, {\"Path\": null}]")]
    [InlineData("[{\"Path\":\"x\",\"Size\":\"y\"}]")]
    public void Should_Ignore_A_Broken_Cache(string cache)
    {
        var path = _folder.Write("large", new byte[9 << 20]);
        var hash = FileFingerprint.Of(path, _folder.File("other.json"));
        Directory.CreateDirectory(_folder.File("cache"));
        File.WriteAllText(Cache, cache);

        Assert.Equal(hash, FileFingerprint.Of(path, Cache));
        Assert.Contains(hash, File.ReadAllText(Cache), StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Do_Without_A_Cache_That_Cannot_Be_Written()
    {
        var path = _folder.Write("large", new byte[9 << 20]);

        Assert.Equal(64, FileFingerprint.Of(path, Path.Combine(path, "below-a-file.json")).Length);
        Assert.Single(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Should_Fail_On_A_Missing_File() =>
        Assert.Throws<FileNotFoundException>(() => FileFingerprint.Of(_folder.File("gone"), Cache));
}
