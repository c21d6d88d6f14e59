using System.Reflection;
using System.Runtime.InteropServices;

namespace TaLo.LlamaCpp.Native;

/// <summary>Finds the folder of native libraries and makes every P/Invoke of this assembly load from it.</summary>
internal static class NativeLibraries
{
    private static string? folder;

    /// <summary>
    /// The folder: <c>TALO_NATIVE_DIR</c>, else <c>native/</c> beside the program, else the one that the build
    /// wrote down in <c>native-dir.txt</c>.
    /// </summary>
    /// <exception cref="EngineException">None of them holds libllama.</exception>
    public static string Find()
    {
        if (Environment.GetEnvironmentVariable("TALO_NATIVE_DIR") is { Length: > 0 } own)
            return Holds(own)
                ? Path.GetFullPath(own)
                : throw new EngineException($"TALO_NATIVE_DIR names {own}, which holds no libllama: point it to a folder "
                    + "with llama.cpp v0.5.0's libraries, libmtmd and libtalo-shim, or unset it");
        var beside = Path.Combine(AppContext.BaseDirectory, "native");
        if (Holds(beside))
            return beside;
        var note = Path.Combine(AppContext.BaseDirectory, "native-dir.txt");
        var built = File.Exists(note) ? File.ReadAllText(note).Trim() : "";
        if (Holds(built))
            return built;
        throw new EngineException("the native engine is not where the build left it"
            + (built.Length > 0 ? $" ({built})" : "") + ": run `dotnet build` again, it fetches what is missing");
    }

    /// <summary>Directs this assembly's P/Invokes to a folder; the first call decides.</summary>
    public static void Use(string directory)
    {
        if (Interlocked.CompareExchange(ref folder, directory, null) is null)
            NativeLibrary.SetDllImportResolver(typeof(NativeLibraries).Assembly, Resolve);
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath) =>
        FileOf(folder!, name) is { } file ? NativeLibrary.Load(file) : 0;

    private static bool Holds(string directory) => directory.Length > 0 && FileOf(directory, "llama") is not null;

    private static string? FileOf(string directory, string name)
    {
        if (!Directory.Exists(directory))
            return null;
        string[] patterns = OperatingSystem.IsWindows()
            ? [$"{name}.dll", $"{name}.v*.dll"]
            : OperatingSystem.IsMacOS()
                ? [$"lib{name}.dylib", $"lib{name}.v*.dylib"]
                : [$"lib{name}.so", $"lib{name}.v*.so"];
        return patterns.SelectMany(p => Directory.EnumerateFiles(directory, p)).FirstOrDefault();
    }
}
