using TaLo.Tests;

namespace TaLo.Terminal.Tests;

/// <summary>The folders and the tool package that users install. Everything is built beside the tests' own build, in a folder that goes.</summary>
public sealed class PackagingTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);
    private readonly Sandbox sandbox = new();

    [Fact]
    public void Should_publish_each_system_with_its_own_libraries()
    {
        Assert.Equal(
            ["win-x64/native/avx2/ggml-base.dll", "win-x64/native/avx2/ggml-cpu.dll", "win-x64/native/avx2/ggml.dll", "win-x64/native/avx2/llama.dll", "win-x64/native/avx2/mtmd.dll"],
            Publish("win-x64", "talo.exe", "libSkiaSharp.dll").Where(f => f.Contains("/avx2/", StringComparison.Ordinal)));
        Assert.Equal(
            ["osx-arm64/native/libggml-base.dylib", "osx-arm64/native/libggml-blas.dylib", "osx-arm64/native/libggml-cpu.dylib", "osx-arm64/native/libggml-metal.dylib",
             "osx-arm64/native/libggml.dylib", "osx-arm64/native/libllama.dylib", "osx-arm64/native/libmtmd.dylib"],
            Publish("osx-arm64", "talo", "libSkiaSharp.dylib"));
        Assert.Equal(
            ["linux-arm64/native/libggml-base.so", "linux-arm64/native/libggml-cpu.so", "linux-arm64/native/libggml.so", "linux-arm64/native/libllama.so", "linux-arm64/native/libmtmd.so"],
            Publish("linux-arm64", "talo", "libSkiaSharp.so"));
    }

    [Fact]
    public void Should_run_the_demo_as_an_installed_tool_in_an_empty_folder()
    {
        var (packages, tools, empty) = (sandbox.PathOf("packages"), sandbox.PathOf("tools"), sandbox.PathOf("empty"));
        Directory.CreateDirectory(empty);
        Checkout.Dotnet("pack", Project, "-o", packages, "-p:RunAnalyzers=false", "--artifacts-path", sandbox.PathOf("artifacts"));
        Checkout.Dotnet("tool", "install", "TaLo", "--tool-path", tools, "--source", packages);

        using var demo = Talo.StartOther(sandbox, [], "sh", "-c", $"cd '{empty}' && exec '{tools}/talo' demo --samples 2");

        Assert.Contains("attention", demo.Wait(Patience).Succeeded().Out, StringComparison.Ordinal);
    }

    public void Dispose() => sandbox.Dispose();

    private static string Project { get; } = Checkout.Project("TaLo.Terminal");

    /// <returns>What lies under <c>runtimes/</c>.</returns>
    private IEnumerable<string> Publish(string system, params string[] others)
    {
        var target = sandbox.PathOf(system);
        Checkout.Dotnet("publish", Project, "-r", system, "-o", target, "-p:PublishReadyToRun=false", "-p:RunAnalyzers=false", "--artifacts-path", sandbox.PathOf("artifacts"));
        foreach (var file in others)
            Assert.True(File.Exists(Path.Combine(target, file)), $"{system} has no {file}");
        var runtimes = Path.Combine(target, "runtimes");
        return Directory.EnumerateFiles(runtimes, "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(runtimes, f).Replace('\\', '/')).Order(StringComparer.Ordinal);
    }
}
