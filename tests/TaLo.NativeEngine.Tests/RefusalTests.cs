namespace TaLo.NativeEngine.Tests;

/// <summary>What cannot be done is said in one line, and leaves nothing behind.</summary>
public sealed class RefusalTests : IDisposable
{
    private readonly Playground _playground = new();

    public void Dispose() => _playground.Dispose();

    [Fact]
    public void Should_name_all_missing_tools_and_how_to_get_them()
    {
        var outcome = _playground.Run(noTools: true);

        Assert.Equal("TaLo: npm, node, git, cmake, make and c++ are missing (needed once, to build libmtmd): "
            + "apt-get install npm nodejs git cmake make g++", outcome.Error);
        AssertNothingLeft(outcome);
    }

    [Fact]
    public void Should_not_keep_an_archive_with_another_hash()
    {
        _playground.Pack("common", ("package/bins/libggml-base.so", "tampered with"));

        var outcome = _playground.Run();

        Assert.Contains("common@1.0.0 is not what was pinned", outcome.Error);
        Assert.False(File.Exists(Path.Combine(_playground.Cache.Downloads, "common-1.0.0.tgz")));
        AssertNothingLeft(outcome);
    }

    [Fact]
    public void Should_say_what_npm_said()
    {
        _playground.Script("npm", "echo 'npm error code ENOTFOUND' >&2; echo 'npm error network no such host' >&2; exit 1");

        var outcome = _playground.Run();

        Assert.Equal("TaLo: common@1.0.0 could not be fetched; npm said: code ENOTFOUND; network no such host", outcome.Error);
        AssertNothingLeft(outcome);
    }

    [Fact]
    public void Should_show_what_cmake_said_and_keep_its_log()
    {
        _playground.Script("cmake", "echo 'chat.cpp:1: error: oh no'; exit 1");

        var outcome = _playground.Run();

        Assert.Contains("oh no", outcome.Output);
        var log = Assert.Single(Directory.GetFiles(_playground.Cache.Engine, "*.log"));
        Assert.EndsWith(log, outcome.Error);
        Assert.Contains("oh no", File.ReadAllText(log));
        AssertNothingLeft(outcome);
    }

    [Fact]
    public void Should_name_the_known_backends()
    {
        var outcome = _playground.Run("cpu;abacus");

        Assert.Contains("no backend \"abacus\"", outcome.Error);
        Assert.Contains("cpu, gpu", outcome.Error);
        AssertNothingLeft(outcome);
    }

    [Fact]
    public void Should_refuse_a_backend_built_with_another_ggml()
    {
        var outcome = _playground.Run("alien");

        Assert.Contains("another libggml-base.so", outcome.Error);
        Assert.Single(_playground.Folders);
    }

    [Fact]
    public void Should_name_the_way_out_on_an_unknown_platform()
    {
        var refused = Assert.Throws<EngineException>(() => _playground.Pins.For("plan9-mips", ["cpu"]));

        Assert.Contains("plan9-mips", refused.Message);
        Assert.Contains("TALO_NATIVE_DIR", refused.Message);
    }

    private void AssertNothingLeft(Outcome outcome)
    {
        Assert.Equal(1, outcome.ExitCode);
        Assert.DoesNotContain('\n', outcome.Error);
        Assert.Equal(outcome.Error, File.ReadAllText(_playground.Stamp + ".error"));
        Assert.False(File.Exists(_playground.Stamp));
        Assert.Empty(_playground.Folders);
    }
}
