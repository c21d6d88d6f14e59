using System.Diagnostics;

namespace TaLo.NativeEngine.Tests;

public sealed class EngineStepTests : IDisposable
{
    private readonly Playground _playground = new();

    public void Dispose() => _playground.Dispose();

    [Fact]
    public void Should_make_a_folder_of_all_libraries()
    {
        var outcome = _playground.Run("cpu;gpu");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        var folder = File.ReadAllText(_playground.Stamp);
        string[] expected =
            ["LICENSES", "engine.json", "libggml-base.so", "libggml-gpu.so", "libllama.so", "libmtmd.so"];
        Assert.Equal(expected, Directory.GetFileSystemEntries(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Should_start_no_tool_when_all_is_there()
    {
        _playground.Run();
        var before = _playground.Started;
        File.Delete(_playground.Stamp);

        var outcome = _playground.Run(noTools: true);

        Assert.Equal((0, "", ""), (outcome.ExitCode, outcome.Output, outcome.Error));
        Assert.True(File.Exists(_playground.Stamp));
        Assert.Equal(before, _playground.Started);
    }

    [Fact]
    public void Should_not_fetch_again_when_the_sources_change()
    {
        _playground.Run();
        File.AppendAllText(Path.Combine(_playground.Native, "chat.cpp"), "// changed\n");
        _playground.Remove("npm");
        _playground.Script("npm", "exit 1");

        var outcome = _playground.Run();

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Equal(2, _playground.Folders.Count);
    }

    [Fact]
    public void Should_not_build_again_for_another_backend()
    {
        _playground.Run();

        var outcome = _playground.Run("gpu");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Single(Builds);
    }

    [Fact]
    public void Should_mend_a_folder_that_lost_a_library()
    {
        _playground.Run();
        var library = Path.Combine(File.ReadAllText(_playground.Stamp), "libllama.so");
        File.Delete(library);

        _playground.Run();

        Assert.True(File.Exists(library));
    }

    [Fact]
    public void Should_fetch_again_what_was_harmed_in_the_downloads()
    {
        _playground.Run();
        Directory.Delete(_playground.Cache.Engine, recursive: true);
        File.WriteAllText(Path.Combine(_playground.Cache.Downloads, "common-1.0.0.tgz"), "harmed");

        var outcome = _playground.Run();

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Equal(3, _playground.Started.Count(line => line.StartsWith("npm pack", StringComparison.Ordinal)));
    }

    [Fact]
    public void Should_take_the_folder_that_the_user_names()
    {
        var outcome = _playground.Run(noTools: true, nativeDir: _playground.Packages);

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Equal(_playground.Packages, File.ReadAllText(_playground.Stamp));
    }

    [Fact]
    public void Should_build_once_when_two_builds_run_at_once()
    {
        using var first = _playground.Start(cmakeTakes: 2);
        using var second = _playground.Start(cmakeTakes: 2);

        var outcomes = new[] { Outcome.Of(first), Outcome.Of(second) };

        Assert.All(outcomes, outcome => Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error)));
        Assert.Single(Builds);
        Assert.Single(_playground.Folders);
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public void Should_leave_nothing_when_interrupted(string signal)
    {
        using var process = _playground.Start(cmakeTakes: 60);
        _playground.WaitFor("cmake --build");
        var clock = Stopwatch.StartNew();

        Kill(process, signal);
        var outcome = Outcome.Of(process);

        Assert.Equal((130, "TaLo: stopped; nothing half-finished is left"), (outcome.ExitCode, outcome.Error));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30), "cmake was not killed");
        Assert.Empty(_playground.Folders);
        Assert.False(File.Exists(_playground.Stamp));
        Assert.Equal(0, _playground.Run().ExitCode);
    }

    [Fact]
    public void Should_clear_away_what_a_killed_build_left()
    {
        using var process = _playground.Start(cmakeTakes: 2);
        _playground.WaitFor("cmake --build");
        Kill(process, "KILL");
        process.WaitForExit();
        Assert.StartsWith(".building-", Assert.Single(_playground.Folders));

        var outcome = _playground.Run();

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.False(Assert.Single(_playground.Folders).StartsWith('.'));
    }

    private IEnumerable<string> Builds =>
        _playground.Started.Where(line => line.StartsWith("cmake --build", StringComparison.Ordinal));

    private static void Kill(Process process, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
        kill.WaitForExit();
    }
}
