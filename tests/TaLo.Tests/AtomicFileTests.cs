using System.Diagnostics;

namespace TaLo.Tests;

/// <summary>What stands in a file's place is replaced only where it is a file.</summary>
public sealed class AtomicFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("talo-file-").FullName;

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("what was there, and longer than what comes")]
    public void Should_Replace_A_Regular_File(string? before)
    {
        var path = Path.Combine(_folder, "out");
        if (before is not null)
            File.WriteAllText(path, before);

        AtomicFile.EnsureWritable(path);
        AtomicFile.WriteText(path, w => w.Write("new"));

        Assert.Equal("new", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(_folder));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("old")]
    public void Should_Follow_Links(string? before)
    {
        var target = Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, "there")).FullName, "out");
        if (before is not null)
            File.WriteAllText(target, before);
        var path = Path.Combine(_folder, "link");
        File.CreateSymbolicLink(Path.Combine(_folder, "next"), Path.Combine("there", "out"));
        File.CreateSymbolicLink(path, "next");

        AtomicFile.EnsureWritable(path);
        AtomicFile.WriteText(path, w => w.Write("new"));

        Assert.Equal("next", new FileInfo(path).LinkTarget);
        Assert.Null(new FileInfo(target).LinkTarget);
        Assert.Equal("new", File.ReadAllText(target));
        Assert.Equal([target], Directory.GetFiles(Path.Combine(_folder, "there")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Should_Write_Into_A_Pipe(bool linked)
    {
        if (OperatingSystem.IsWindows())
            return;
        var pipe = Path.Combine(_folder, "pipe");
        await Process.Start("mkfifo", [pipe]).WaitForExitAsync();
        var path = linked ? Path.Combine(_folder, "link") : pipe;
        if (linked)
            File.CreateSymbolicLink(path, pipe);
        var reader = Task.Run(() => File.ReadAllText(pipe));

        AtomicFile.EnsureWritable(path);
        AtomicFile.WriteText(path, w => w.Write("new"));

        Assert.Equal("new", await reader.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal(0, new FileInfo(pipe).Length);
        Assert.Equal(linked ? 2 : 1, Directory.GetFiles(_folder).Length);
    }

    [Fact]
    public void Should_Leave_What_Was_There_When_Writing_Fails()
    {
        var path = Path.Combine(_folder, "out");
        File.WriteAllText(path, "old");

        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(path, _ => throw new InvalidOperationException()));

        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(_folder));
    }

    [Fact]
    public void Should_Refuse_What_Cannot_Be_Written_Beforehand()
    {
        var name = Path.Combine(_folder, "nowhere", "out");
        Assert.Contains(name, Assert.Throws<StoreException>(() => AtomicFile.EnsureWritable(name)).Message, StringComparison.Ordinal);
        Assert.Contains("folder", Assert.Throws<StoreException>(() => AtomicFile.EnsureWritable(_folder)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
