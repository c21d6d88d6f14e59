using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using LLama.Native;

namespace TaLo.LlamaCpp.Native;

/// <summary>
/// Lets LLamaSharp load llama.cpp, and directs this assembly's own imports to the very files that it loaded: a second
/// copy of a library would have a second, empty state.
/// </summary>
internal static partial class NativeLibraries
{
    /// <summary>The environment variable that names a folder of libraries of the user's own.</summary>
    public const string OwnFolder = "TALO_NATIVE_DIR";

    /// <summary>Loads the libraries; <see cref="Engine"/> calls it once.</summary>
    /// <exception cref="EngineException">They are not there, or cannot be loaded; the message says what to install.</exception>
    public static void Load()
    {
        if (Environment.GetEnvironmentVariable(OwnFolder) is { Length: > 0 } own)
            UseOwn(Path.GetFullPath(own));
        try
        {
            NativeApi.llama_empty_call();
            NativeApi.MtmdDefaultMarker(); // libmtmd is loaded by its first use
        }
        catch (Exception e) when (e is TypeInitializationException or DllNotFoundException or LLama.Exceptions.RuntimeError)
        {
            throw new EngineException(WhyNotLoaded(), e);
        }
        NativeLibrary.SetDllImportResolver(typeof(NativeLibraries).Assembly, Resolve);
    }

    /// <summary>The file that a library of llama.cpp was loaded from.</summary>
    /// <param name="name">Its name without prefix and ending: <c>llama</c>, <c>ggml-base</c>…</param>
    public static string? LoadedFile(string name) =>
        Process.GetCurrentProcess().Modules.Cast<ProcessModule>()
            .Select(m => m.FileName)
            .FirstOrDefault(f => Regex.IsMatch(Path.GetFileName(f), $@"^(lib)?{Regex.Escape(name)}\.", RegexOptions.IgnoreCase))
        ?? ChosenFile(name);

    /// <summary>The file that LLamaSharp's choice of a folder stands for: macOS does not list what a process has loaded.</summary>
    internal static string? ChosenFile(string name)
    {
        var folders = NativeApi.GetLoadedNativeLibrary(NativeLibraryName.LLama)?.Prepare(SystemInfo.Get(), null)
            .Select(p => Path.GetDirectoryName(Path.Combine(AppContext.BaseDirectory, p))!) ?? [];
        return folders.SelectMany(f => FilesOf(f, name)).FirstOrDefault();
    }

    /// <summary>What a loader's complaint means: the missing system library, and Debian's package of it.</summary>
    internal static string? MissingSystemLibrary(string complaint)
    {
        if (MissingFile().Match(complaint) is not { Success: true } match)
            return null;
        var library = match.Groups[1].Value;
        var package = library switch
        {
            "libgomp.so.1" => "libgomp1",
            "libstdc++.so.6" => "libstdc++6",
            "libgcc_s.so.1" => "libgcc-s1",
            "libvulkan.so.1" => "libvulkan1",
            _ when library.StartsWith("libcu", StringComparison.Ordinal) => "NVIDIA's CUDA 12 runtime and driver",
            _ => null,
        };
        return $"the system library {library} is missing" + (package is null ? "" : $": install {package}");
    }

    private static void UseOwn(string folder)
    {
        if (FilesOf(folder, "llama").FirstOrDefault() is not { } llama || FilesOf(folder, "mtmd").FirstOrDefault() is not { } mtmd)
            throw new EngineException($"{OwnFolder} names {folder}, which does not hold both libllama and libmtmd: point it to a "
                + $"build of the llama.cpp that LLamaSharp {LayoutCheck.LlamaSharpVersion} is made for, or unset it");
        if (!NativeLibraryConfig.LLama.LibraryHasLoaded)
            NativeLibraryConfig.All.WithLibrary(llama, mtmd);
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath) =>
        LoadedFile(name) is { } file ? NativeLibrary.Load(file) : 0;

    /// <summary>LLamaSharp does not say what its attempts failed on: asks the system's loader again.</summary>
    private static string WhyNotLoaded()
    {
        var root = Environment.GetEnvironmentVariable(OwnFolder) is { Length: > 0 } own ? own : Path.Combine(AppContext.BaseDirectory, "runtimes");
        var bases = Directory.Exists(root)
            ? Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Where(f => Path.GetFileName(f).Contains("ggml-cpu", StringComparison.Ordinal)).Order().ToList()
            : [];
        foreach (var file in bases)
        {
            try
            {
                NativeLibrary.Load(file);
            }
            catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
            {
                if (MissingSystemLibrary(e.Message) is { } missing)
                    return $"llama.cpp cannot be loaded: {missing}";
            }
        }
        return $"llama.cpp cannot be loaded from {root}: " + (bases.Count == 0
            ? "its libraries are not there; run `dotnet build` again"
            : "its libraries do not fit this system (Linux needs glibc 2.35 or newer, or musl)");
    }

    private static IEnumerable<string> FilesOf(string folder, string name)
    {
        if (!Directory.Exists(folder))
            return [];
        string[] patterns = OperatingSystem.IsWindows()
            ? [$"{name}.dll"]
            : OperatingSystem.IsMacOS() ? [$"lib{name}.dylib", $"lib{name}.*.dylib"] : [$"lib{name}.so", $"lib{name}.so.*"];
        return patterns.SelectMany(p => Directory.EnumerateFiles(folder, p));
    }

    [GeneratedRegex(@"(lib[\w+.-]+\.so[\w.]*): cannot open shared object file")]
    private static partial Regex MissingFile();
}
