using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace TaLo.NativeEngine.Tests;

/// <summary>
/// A scratch folder with a cache, native sources, pins of tiny packages, and shell scripts that play npm, git
/// and cmake and write down each start.
/// </summary>
internal sealed class Playground : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("talo-native-").FullName;

    public Playground()
    {
        Directory.CreateDirectory(Native);
        Directory.CreateDirectory(Bin);
        Directory.CreateDirectory(Packages);
        File.WriteAllText(Path.Combine(Native, "CMakeLists.txt"), "# cmake\n");
        File.WriteAllText(Path.Combine(Native, "chat.cpp"), "// chat\n");
        var common = Pack("common", ("package/bins/libggml-base.so", "base"), ("package/bins/libllama.so", "llama"));
        var gpu = Pack("gpu", ("package/bins/libggml-base.so", "base"), ("package/bins/libggml-gpu.so", "gpu"));
        var alien = Pack("alien", ("package/bins/libggml-base.so", "other"), ("package/bins/libggml-gpu.so", "gpu"));
        var source = Pack("source", ("package/bundle", "a git bundle"));
        Pins = new Pins("v1", source with { From = "bundle" }, new Dictionary<string, IReadOnlyDictionary<string, Package>>
        {
            [Platform.Current] = new Dictionary<string, Package>
            {
                ["cpu"] = common with { From = "bins" },
                ["gpu"] = gpu with { From = "bins/libggml-gpu.so", To = "libggml-gpu.so" },
                ["alien"] = alien with { From = "bins/libggml-gpu.so", To = "libggml-gpu.so" },
            },
        });
        WritePins(Pins);
        Script("node", "");
        Script("make", "");
        Script("c++", "");
        Script("npm", """cp "$PACKAGES/$(echo "$2" | sed 's/@.*//').tgz" "$5/" """);
        Script("git", """mkdir -p "$4/licenses"; echo licence > "$4/LICENSE" """);
        Script("cmake", """
            case "$1" in
              --build) sleep "${CMAKE_TAKES:-0}" ;;
              --install) echo mtmd > libmtmd.so ;;
            esac
            """);
    }

    public Pins Pins { get; }

    public string Native => Path.Combine(_root, "native");

    public string Bin => Path.Combine(_root, "bin");

    public string Packages => Path.Combine(_root, "packages");

    public string Stamp => Path.Combine(_root, "obj", "native-dir.txt");

    public CacheFolders Cache => new(Path.Combine(_root, "cache", "talo"));

    /// <summary>What was started, in order: "npm pack …", "cmake --build …".</summary>
    public IReadOnlyList<string> Started =>
        File.Exists(Journal) ? File.ReadAllLines(Journal) : [];

    /// <summary>What lies in the engine's folder: finished sets and leftovers.</summary>
    public IReadOnlyList<string> Folders =>
        Directory.Exists(Cache.Engine) ? [.. Directory.GetDirectories(Cache.Engine).Select(path => Path.GetFileName(path))] : [];

    private string Journal => Path.Combine(_root, "journal");

    public void WritePins(Pins pins) =>
        File.WriteAllText(Path.Combine(Native, "pins.json"), JsonSerializer.Serialize(pins, JsonSerializerOptions.Web));

    /// <summary>Makes a package's archive for the fake npm.</summary>
    public Package Pack(string name, params (string Path, string Text)[] files)
    {
        var archive = Path.Combine(Packages, name + ".tgz");
        using (var file = File.Create(archive))
        using (var zip = new GZipStream(file, CompressionLevel.Fastest))
        using (var tar = new TarWriter(zip))
            foreach (var (path, text) in files)
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, path)
                {
                    DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)),
                });
        return new Package(name, "1.0.0", Integrity.Of(archive), "");
    }

    /// <summary>Replaces one of the fake programs.</summary>
    public void Script(string name, string body)
    {
        var path = Path.Combine(Bin, name);
        File.WriteAllText(path, $"#!/bin/sh\necho \"{name} $*\" >> '{Journal}'\n{body}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Takes one of the fake programs away.</summary>
    public void Remove(string name) => File.Delete(Path.Combine(Bin, name));

    /// <summary>Starts the real program as the build does.</summary>
    public Process Start(string backends = "cpu", double cmakeTakes = 0, bool noTools = false, string? nativeDir = null)
    {
        var tool = Path.Combine(AppContext.BaseDirectory, "talo-native-engine.dll");
        var dotnet = Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal) ? Environment.ProcessPath : "dotnet";
        // A runner in the background hands on "ignore SIGINT".
        var start = new ProcessStartInfo(
            "env", ["--default-signal=INT", dotnet, tool, "--native", Native, "--backends", backends, "--stamp", Stamp])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = noTools ? Path.Combine(_root, "nowhere") : $"{Bin}:/usr/bin:/bin";
        start.Environment["XDG_CACHE_HOME"] = Path.Combine(_root, "cache");
        start.Environment["PACKAGES"] = Packages;
        start.Environment["CMAKE_TAKES"] = cmakeTakes.ToString(System.Globalization.CultureInfo.InvariantCulture);
        start.Environment["TALO_NATIVE_DIR"] = nativeDir ?? "";
        start.Environment.Remove("CXX");
        return Process.Start(start)!;
    }

    /// <summary>Runs the program to its end.</summary>
    public Outcome Run(string backends = "cpu", bool noTools = false, string? nativeDir = null)
    {
        using var process = Start(backends, noTools: noTools, nativeDir: nativeDir);
        return Outcome.Of(process);
    }

    /// <summary>Waits until a program has been started.</summary>
    public void WaitFor(string started)
    {
        for (var tries = 0; tries < 600 && !Started.Any(line => line.StartsWith(started, StringComparison.Ordinal)); tries++)
            Thread.Sleep(50);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
