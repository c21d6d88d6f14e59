namespace TaLo.NativeEngine.Tests;

public sealed class ArchiveTests : IDisposable
{
    private readonly Playground _playground = new();

    public void Dispose() => _playground.Dispose();

    [Theory]
    [InlineData("package/../../escaped")]
    [InlineData("../escaped")]
    [InlineData("package/a/../../../escaped")]
    public void Should_refuse_paths_that_lead_out(string path)
    {
        _playground.Pack("evil", (path, "gotcha"));
        var target = Path.Combine(_playground.Packages, "deep", "target");

        var refused = Assert.Throws<EngineException>(() => Unpack("evil", target));

        Assert.Contains("leads out", refused.Message);
        Assert.Empty(Directory.GetFiles(_playground.Packages, "escaped", SearchOption.AllDirectories));
    }

    [Fact]
    public void Should_refuse_absolute_paths()
    {
        var escaped = Path.Combine(_playground.Packages, "escaped");
        _playground.Pack("evil", (escaped, "gotcha"));

        Assert.Throws<EngineException>(() => Unpack("evil", Path.Combine(_playground.Packages, "target")));

        Assert.False(File.Exists(escaped));
    }

    [Fact]
    public void Should_unpack_only_what_is_wanted()
    {
        _playground.Pack("good", ("package/a/b", "yes"), ("package/a/c", "no"));
        var target = Path.Combine(_playground.Packages, "target");

        Unpack("good", target, path => path == "a/b");

        Assert.Equal("yes", File.ReadAllText(Path.Combine(target, "a", "b")));
        Assert.False(File.Exists(Path.Combine(target, "a", "c")));
    }

    private void Unpack(string name, string target, Predicate<string>? wanted = null) =>
        Archive.Unpack(Path.Combine(_playground.Packages, name + ".tgz"), target, wanted ?? (_ => true), default);
}
